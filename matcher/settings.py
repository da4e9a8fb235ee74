"""Settings, read once from the environment; every variable starts with MATCHER_."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matcher.domain.access import LOCAL
from matcher.domain.document import ReadingLimits
from matcher.errors import InvalidSetting

DEFAULT_DATABASE_URL = "sqlite:///rolefit.sqlite3"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set from outside.

    `taxonomy_dir` None means the taxonomy that Rolefit carries. `organisation` is the one that the commands
    and the pages work for. `open_form` lets candidates use the form, and see their own result, without a key.
    """

    database_url: str = DEFAULT_DATABASE_URL
    keep_originals: bool = True
    taxonomy_dir: Path | None = None
    organisation: str = LOCAL.id
    open_form: bool = False
    broker_url: str | None = None
    broker_queue: str = "rolefit"
    batch_bytes: int = 200_000_000
    limits: ReadingLimits = field(default_factory=ReadingLimits)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read `env`, the process environment by default. Raises InvalidSetting."""
        source = os.environ if env is None else env
        directory = source.get("MATCHER_TAXONOMY_DIR")
        return cls(
            database_url=source.get("MATCHER_DATABASE_URL") or DEFAULT_DATABASE_URL,
            keep_originals=_flag(source, "MATCHER_KEEP_ORIGINALS", default=True),
            taxonomy_dir=Path(directory) if directory else None,
            organisation=source.get("MATCHER_ORGANISATION") or LOCAL.id,
            open_form=_flag(source, "MATCHER_OPEN_FORM", default=False),
            broker_url=source.get("MATCHER_BROKER_URL") or None,
            broker_queue=source.get("MATCHER_BROKER_QUEUE") or "rolefit",
            batch_bytes=_positive(source, "MATCHER_MAX_BATCH_BYTES", 200_000_000),
            limits=_limits(source),
        )


def _limits(source: Mapping[str, str]) -> ReadingLimits:
    usual = ReadingLimits()
    return ReadingLimits(
        file_bytes=_positive(source, "MATCHER_MAX_FILE_BYTES", usual.file_bytes),
        pages=_positive(source, "MATCHER_MAX_PAGES", usual.pages),
        characters=_positive(source, "MATCHER_MAX_CHARACTERS", usual.characters),
        seconds=_positive(source, "MATCHER_MAX_READING_SECONDS", usual.seconds),
        memory_bytes=_positive(source, "MATCHER_MAX_READING_MEMORY_BYTES", usual.memory_bytes),
    )


def _positive(source: Mapping[str, str], variable: str, default: int) -> int:
    text = source.get(variable)
    if not text:
        return default
    if not text.isdecimal() or int(text) == 0:
        raise InvalidSetting(variable, f"must be a whole number above 0, not {text!r}")
    return int(text)


def _flag(source: Mapping[str, str], variable: str, *, default: bool) -> bool:
    text = source.get(variable, "").lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise InvalidSetting(variable, f"must be true or false, not {text!r}")
