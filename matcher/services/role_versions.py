"""The organisation's own roles: added, edited, archived, each version kept with who made it and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Role
from matcher.domain.role_version import KeptRoles, Origin, RoleChange, RoleChangeKind, RoleVersion
from matcher.errors import InvalidInput, InvalidRole, NotFound, Problem, RoleTaken, VersionOutdated
from matcher.services.answers import moment
from matcher.services.clock import now
from matcher.services.draft_words import role_id_of
from matcher.services.events import role_changed
from matcher.services.role_body import body_of
from matcher.services.roles import role_named
from matcher.storage import Database, UnitOfWork
from matcher.taxonomy import check_own_role, own_role, set_apart_from_carried, skills_named, with_own_roles

_TRIES = 5
_MOST_ROLES = 1_000


@dataclass(frozen=True, slots=True)
class _Planned:
    """A change that is to be made, with the versions to keep by it."""

    role: Role
    kind: RoleChangeKind
    versions: tuple[tuple[Origin, Role], ...] = ()


class RoleVersions:
    """Changes roles and tells their history.

    `files` gives the carried roles with all skills there are, `carried` those with the carried skills alone.
    """

    def __init__(
        self,
        database: Database,
        files: Callable[[], Lexicon],
        carried: Callable[[], Lexicon],
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._files = files
        self._carried = carried
        self._clock = clock

    def kept(self) -> KeptRoles:
        """What the organisation has made of the roles; nothing where no tables answer."""
        if self._database.roles_revision() is None:
            return KeptRoles()
        with self._database.unit_of_work() as unit:
            return unit.roles.kept()

    def add(self, body: Mapping[str, Any], by: str | None) -> Role:
        """Keep a new role as its version 1; its id is made from its title where it has none.

        Raises InvalidRole for all that is wrong, RoleTaken.
        """

        def planned(kept: KeptRoles, lexicon: Lexicon) -> _Planned:
            title = body.get("title")
            named = role_id_of(title, lexicon.catalogue, kept.archived) if isinstance(title, str) else "role"
            role = own_role({"id": named, **body, "version": 1})
            if role.id in lexicon.catalogue.roles or role.id in kept.archived:
                raise RoleTaken(role.id)
            if len(kept.bodies) >= _MOST_ROLES:
                raise InvalidRole((Problem("role", "role", f"would be one of more than {_MOST_ROLES}"),))
            check_own_role(role, lexicon)
            role = replace(role, version=self._last_version(role.id) + 1)
            return _Planned(role, RoleChangeKind.EDITED, ((Origin.OWN, role),))

        return self._change(planned, by)

    def edit(self, role_id: str, body: Mapping[str, Any], by: str | None, expected: int | None) -> Role:
        """Keep the next version of a role; a carried role's place is taken by it.

        `expected` is the version that the change was made to, None for any. What changes nothing makes no
        version. Raises NotFound, VersionOutdated, InvalidRole for all that is wrong.
        """

        def planned(_kept: KeptRoles, lexicon: Lexicon) -> _Planned | Role:
            before = role_named(role_id, lexicon)
            if expected not in {None, before.version}:
                raise VersionOutdated(before.version)
            role = own_role({"id": role_id, **body, "version": before.version})
            if role.id != role_id:
                raise InvalidRole((Problem("role", "id", f"is not {role_id!r}; a role keeps its id"),))
            if body_of(role) == body_of(before):
                return before
            check_own_role(role, lexicon)
            carried = () if self._last_version(role_id) else ((Origin.CARRIED, before),)
            after = replace(role, version=max(before.version, self._last_version(role_id)) + 1)
            return _Planned(after, RoleChangeKind.EDITED, (*carried, (Origin.OWN, after)))

        return self._change(planned, by)

    def archive(self, role_id: str, by: str | None) -> Role:
        """Let a role rank and list no more. Raises NotFound."""
        return self._change(
            lambda _, lexicon: _Planned(role_named(role_id, lexicon), RoleChangeKind.ARCHIVED), by
        )

    def restore(self, role_id: str, by: str | None) -> Role:
        """Put an archived role back. Raises NotFound, InvalidRole where others have its titles by now."""

        def planned(kept: KeptRoles, lexicon: Lexicon) -> _Planned:
            if role_id not in kept.archived:
                raise NotFound("archived role", role_id)
            role = role_named(role_id, with_own_roles(self._files(), kept.bodies))
            check_own_role(role, lexicon)
            return _Planned(role, RoleChangeKind.RESTORED)

        return self._change(planned, by)

    def archived(self) -> Lexicon:
        """The archived roles alone."""
        kept = self.kept()
        everything = with_own_roles(self._files(), kept.bodies)
        roles = {name: role for name, role in everything.catalogue.roles.items() if name in kept.archived}
        return replace(everything, catalogue=replace(everything.catalogue, roles=roles))

    def role(self, role_id: str, version: int) -> Role:
        """A version of a role, with its distinctions. Raises NotFound."""
        named = (each for each in self._versions(role_id) if each.version == version)
        found = next(named, None)
        if found is None:
            raise NotFound("version of this role", str(version))
        return set_apart_from_carried(own_role(found.body), self._files().catalogue)

    def numbers(self, role_id: str) -> tuple[int, ...]:
        """The versions of a role, in order; one at least. Raises NotFound."""
        return tuple(each.version for each in self._versions(role_id))

    def history(self, role_id: str) -> dict[str, Any]:
        """The versions of a role and what was done to it, the oldest first. Raises NotFound."""
        versions = self._versions(role_id)
        with self._database.unit_of_work() as unit:
            changes = unit.roles.changes(role_id)
        archived = bool(changes) and changes[-1].kind is RoleChangeKind.ARCHIVED
        return {
            "role": role_id,
            "archived": archived,
            "items": [_dump_version(each) for each in versions],
            "changes": [_dump_change(each) for each in changes],
        }

    def _versions(self, role_id: str) -> tuple[RoleVersion, ...]:
        """Those that are kept; before the first change there is the carried one alone. Raises NotFound."""
        found: tuple[RoleVersion, ...] = ()
        if role_id.isprintable():
            with self._database.unit_of_work() as unit:
                found = unit.roles.versions(role_id)
        carried = self._files().catalogue.roles.get(role_id)
        if not found and carried is None:
            raise NotFound("role", role_id)
        if found or carried is None:
            return found
        return (_version(Origin.CARRIED, carried, self._clock(), None),)

    def _last_version(self, role_id: str) -> int:
        """The last that is kept; 0 where none is."""
        with self._database.unit_of_work() as unit:
            return max((each.version for each in unit.roles.versions(role_id)), default=0)

    def _change(self, planned: Callable[[KeptRoles, Lexicon], "_Planned | Role"], by: str | None) -> Role:
        """Plan on what holds, then do it if nobody changed anything in between; else once more."""
        for _ in range(_TRIES):
            kept = self.kept()
            plan = planned(kept, with_own_roles(self._files(), kept.bodies, kept.archived))
            if isinstance(plan, Role):
                return plan
            if self._made(plan, kept.revision + 1, by):
                return set_apart_from_carried(plan.role, self._files().catalogue)
        raise InvalidInput("body", "came while others were changing roles; send it again")

    def _made(self, plan: _Planned, number: int, by: str | None) -> bool:
        at, role = self._clock(), plan.role
        with self._database.unit_of_work() as unit:
            if not self._keep_skills(unit, role):
                return False
            if not unit.roles.claim(RoleChange(number, role.id, role.version, plan.kind, at, by)):
                return False
            for origin, version in plan.versions:
                unit.roles.add(_version(origin, version, at, by if origin is Origin.OWN else None))
            unit.events.add(role_changed(role.id, role.version), at)
        return True

    def _own_skills_in(self, role: Role) -> frozenset[str]:
        return frozenset(skills_named(role)) - self._carried().taxonomy.skills.keys()

    def _keep_skills(self, unit: UnitOfWork, role: Role) -> bool:
        """Have the own skills that `role` names stay until it is kept; False where one is gone, or goes."""
        named = self._own_skills_in(role)
        if not named:
            return True
        there = unit.own_skills.all()
        return named <= {entry["id"] for entry in there.entries} and unit.own_skills.claim(there.revision)


def _version(origin: Origin, role: Role, at: datetime, by: str | None) -> RoleVersion:
    return RoleVersion(role.id, role.version, origin, body_of(role), at, by)


def _dump_version(version: RoleVersion) -> dict[str, Any]:
    own = version.origin is Origin.OWN
    return {
        "version": version.version,
        "origin": version.origin.value,
        "title": version.body["title"],
        "made_at": moment(version.made_at) if own else None,
        "made_by": version.made_by,
    }


def _dump_change(change: RoleChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "version": change.version,
        "made_at": moment(change.made_at),
        "made_by": change.made_by,
    }
