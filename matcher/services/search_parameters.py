"""Reads the query language of lists: from an address, from a form, from a saved search, all in one way."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, DecimalException
from enum import StrEnum
from typing import TypeVar

from matcher.domain.extraction import EducationLevel
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.domain.surface import surface_key
from matcher.errors import InvalidInput, UnknownSkill

_MOST_VALUES = 30
_LONGEST = 2000
_MOST_MONTHS = 1200
_WHOLE = 100
_HUNDREDTHS = 100
_WORD = re.compile(r"[a-z0-9+#.]*[a-z0-9+#]")  # of a title, as `fitting.titles` has it
_LONGEST_TITLE = 5
Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


class Parameters:
    """Values by name. Every method raises InvalidInput with the name where the value cannot be used."""

    def __init__(self, given: Mapping[str, str], lexicon: Lexicon) -> None:
        for name, value in given.items():
            if len(value) > _LONGEST:
                raise InvalidInput(name, f"is longer than {_LONGEST:,} characters")
        self._given = {name: value.strip() for name, value in given.items() if value.strip()}
        self._lexicon = lexicon

    def text(self, name: str) -> str | None:
        return self._given.get(name)

    def printable(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not value.isprintable():
            raise InvalidInput(name, "holds characters that cannot be printed")
        return value

    def list(self, name: str) -> tuple[str, ...]:
        """What stands between commas."""
        values = tuple(filter(None, (each.strip() for each in self._given.get(name, "").split(","))))
        if len(values) > _MOST_VALUES:
            raise InvalidInput(name, f"holds more than {_MOST_VALUES} values")
        return tuple(dict.fromkeys(values))

    def choices(self, name: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Members of an enumeration."""
        return tuple(_chosen(name, each, kind) for each in self.list(name))

    def level(self, name: str) -> EducationLevel | None:
        value = self.text(name)
        return _chosen(name, value, EducationLevel) if value is not None else None

    def skills(self, name: str) -> tuple[str, ...]:
        """Ids of skills, from ids, names or aliases."""
        return tuple(dict.fromkeys(self._skill(name, each) for each in self.list(name)))

    def by_skill(self, name: str, read: Callable[[str, str], Value]) -> tuple[tuple[str, Value], ...]:
        """Pairs such as python:24."""
        return tuple(self._pair(name, each, read) for each in self.list(name))

    def whole(self, name: str) -> int | None:
        value = self.text(name)
        return whole_number(name, value) if value is not None else None

    def hundredths(self, name: str) -> int | None:
        """Points of a score, in hundredths."""
        value = self.text(name)
        try:
            points = Decimal(value) * _HUNDREDTHS if value is not None else None
            if points is None or (0 <= points <= _WHOLE * _HUNDREDTHS and points % 1 == 0):
                return None if points is None else int(points)
        except DecimalException:
            pass
        raise InvalidInput(name, "is no number from 0 to 100 with two decimals at the most")

    def title(self, name: str) -> str | None:
        words = _WORD.findall(self._given.get(name, "").lower())
        if len(words) > _LONGEST_TITLE:
            raise InvalidInput(name, f"holds more than {_LONGEST_TITLE} words; give the words that matter")
        if name in self._given and not words:
            raise InvalidInput(name, "has no word of letters from a to z, or digits")
        return " ".join(words) or None

    def first_moment(self, name: str) -> datetime | None:
        """The start of a day, or a moment."""
        return self._moment(name, timedelta(0), timedelta(0))

    def end(self, name: str) -> datetime | None:
        """What comes after the last second of a day, or after a moment."""
        return self._moment(name, timedelta(days=1), timedelta(seconds=1))

    def _moment(self, name: str, past_day: timedelta, past_moment: timedelta) -> datetime | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                day = date.fromisoformat(value)
                return datetime(day.year, day.month, day.day, tzinfo=UTC) + past_day
            # In an address a plus sign stands for a blank.
            moment = datetime.fromisoformat(re.sub(r" (?=\d\d:?\d\d$)", "+", value))
            return _in_utc(moment).replace(microsecond=0) + past_moment
        except (ValueError, OverflowError):
            raise InvalidInput(name, "is no day such as 2024-03-31 and no moment of ISO 8601") from None

    def _pair(self, name: str, pair: str, read: Callable[[str, str], Value]) -> tuple[str, Value]:
        skill, colon, value = pair.rpartition(":")
        if not colon:
            raise InvalidInput(name, f"{pair!r} is no skill with a value behind a colon")
        return self._skill(name, skill), read(name, value)

    def _skill(self, name: str, named: str) -> str:
        skills = self._lexicon.taxonomy.skills
        if named in skills:
            return named
        key = surface_key(named)
        of_key = (each.id for each in skills.values() if key in map(surface_key, each.surfaces))
        found = next(of_key, None) if key else None
        if found is None:
            reason = f"no skill is known as {named!r}; /api/v1/skills?q= finds skills"
            raise UnknownSkill(name, reason, named)
        return found


def whole_number(name: str, value: str) -> int:
    """Raises InvalidInput."""
    if value.isascii() and value.isdigit() and len(value) <= len(str(_MOST_MONTHS)):
        number = int(value)
        if number <= _MOST_MONTHS:
            return number
    raise InvalidInput(name, f"{value!r} is no whole number from 0 to {_MOST_MONTHS}")


def month(name: str, value: str) -> Month:
    """Raises InvalidInput."""
    try:
        return Month.parse(value)
    except ValueError:
        raise InvalidInput(name, f"{value!r} is no month such as 2024-03") from None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _chosen(name: str, value: str, kind: type[Choice]) -> Choice:
    try:
        return kind(value)
    except ValueError:
        raise InvalidInput(name, f"{value!r} is none of {', '.join(kind)}") from None
