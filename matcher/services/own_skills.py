"""The organisation's own skills: kept in the database, held to the rules of the taxonomy's files."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Skill
from matcher.domain.stored import Json, OwnSkillEntries
from matcher.errors import InvalidInput, NotFound, Problem, TaxonomyError
from matcher.storage import Database
from matcher.taxonomy import check_own_skills, own_role, own_skill, skills_named

_TRIES = 5
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_KEYS = ("id", "name", "kind", "aliases", "implies", "related", "ambiguous", "case_sensitive")


class OwnSkills:
    """Skills beside those of the taxonomy's files."""

    def __init__(self, database: Database, carried: Callable[[], Lexicon]) -> None:
        self._database = database
        self._carried = carried

    def entries(self) -> OwnSkillEntries:
        """What is kept; nothing where no tables answer."""
        if self._database.own_skills_revision() is None:
            return OwnSkillEntries()
        with self._database.unit_of_work() as unit:
            return unit.own_skills.all()

    def all(self) -> list[dict[str, Any]]:
        """Each in the form that it was given in, with its id, by id."""
        return [_dump(entry) for entry in self.entries().entries]

    def add(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Keep a new skill, its id from its name if need be. Raises TaxonomyError for all that is wrong."""
        entry = {"id": _id_from(body.get("name")), **body}
        own_skill(entry)
        self._change(lambda kept: ([*kept, entry], lambda unit: unit.own_skills.add(entry)))
        return _dump(entry)

    def delete(self, skill_id: str) -> None:
        """Erase an own skill.

        Raises NotFound, InvalidInput for one that the files define, TaxonomyError where another one or an own
        role names it.
        """
        if skill_id in self._carried().taxonomy.skills:
            raise InvalidInput(
                "id", f"{skill_id!r} is a skill of the taxonomy's files; only own ones are erased"
            )

        def without(kept: list[Json]) -> tuple[list[Json], Callable[[Any], None]]:
            if all(entry["id"] != skill_id for entry in kept):
                raise NotFound("own skill", skill_id)
            self._check_roles_without(skill_id)  # a role that comes later finds the skills changed
            rest = [entry for entry in kept if entry["id"] != skill_id]
            return rest, lambda unit: unit.own_skills.delete(skill_id)

        self._change(without)

    def _check_roles_without(self, skill_id: str) -> None:
        with self._database.unit_of_work() as unit:
            bodies = unit.roles.kept().bodies
        naming = [body["id"] for body in bodies if skill_id in skills_named(own_role(body))]
        if naming:
            problems = (
                Problem(f"roles/{role}.toml", skill_id, f"the role {role!r} names it") for role in naming
            )
            raise TaxonomyError(tuple(problems))

    def _change(self, planned: Callable[[list[Json]], tuple[list[Json], Callable[[Any], None]]]) -> None:
        """Check what would be, then do it, if nobody changed anything in between; else once more."""
        for _ in range(_TRIES):
            now = self.entries()
            after, make = planned(list(now.entries))
            check_own_skills(self._carried(), _built(after))
            with self._database.unit_of_work() as unit:
                if unit.own_skills.claim(now.revision):
                    make(unit)
                    return
        raise InvalidInput("body", "came while others were changing skills; send it again")


def _built(entries: Any) -> list[Skill]:
    return [own_skill(entry) for entry in sorted(entries, key=lambda entry: str(entry["id"]))]


def _id_from(name: object) -> str:
    """'Loom Master 3' -> 'loom-master-3'."""
    return _NO_LETTERS.sub("-", name.lower()).strip("-") if isinstance(name, str) else ""


def _dump(entry: Json) -> dict[str, Any]:
    empty: dict[str, Any] = {"related": {}}
    return {key: entry.get(key, empty.get(key, [])) for key in _KEYS}
