from datetime import timedelta

from builders import CREATED_AT
from sqlalchemy import event

from matcher.domain.role_version import KeptRoles, Origin, RoleChange, RoleChangeKind, RoleVersion
from matcher.storage import Database

EDITED, ARCHIVED, RESTORED = RoleChangeKind.EDITED, RoleChangeKind.ARCHIVED, RoleChangeKind.RESTORED


def version(number: int, origin: Origin = Origin.OWN, role: str = "weaver") -> RoleVersion:
    body = {"id": role, "version": number}
    return RoleVersion(role, number, origin, body, CREATED_AT + timedelta(days=number), "abc")


def change(number: int, kind: RoleChangeKind = EDITED, role: str = "weaver") -> RoleChange:
    return RoleChange(number, role, 1, kind, CREATED_AT, None)


def test_the_last_own_version_holds_and_all_are_kept(database: Database) -> None:
    carried, second, third = version(1, Origin.CARRIED), version(2), version(3)
    with database.unit_of_work() as unit:
        assert unit.roles.kept() == KeptRoles()
        assert unit.roles.claim(change(1))
        for each in (carried, second, third, version(1, role="dyer")):
            unit.roles.add(each)
        unit.roles.add(version(3))
    with database.unit_of_work() as unit:
        kept = unit.roles.kept()
        assert (kept.revision, [body["id"] for body in kept.bodies]) == (1, ["dyer", "weaver"])
        assert kept.bodies[1]["version"] == 3
        assert unit.roles.versions("weaver") == (carried, second, third)
        assert unit.roles.versions("nobody") == ()
    with database.of(2).unit_of_work() as unit:
        assert unit.roles.kept() == KeptRoles()
        assert unit.roles.versions("weaver") == ()


def test_the_last_change_says_whether_a_role_is_archived(database: Database) -> None:
    changes = [change(1), change(2, ARCHIVED), change(3, ARCHIVED, "dyer"), change(4, RESTORED)]
    with database.unit_of_work() as unit:
        assert all(unit.roles.claim(each) for each in changes)
    with database.unit_of_work() as unit:
        assert unit.roles.kept().archived == {"dyer"}
        assert unit.roles.changes("weaver") == (changes[0], changes[1], changes[3])
        assert len(unit.roles.changes()) == 4


def test_only_one_change_has_a_number(database: Database) -> None:
    for number, first in ((1, True), (1, False), (2, True), (1, False)):
        with database.unit_of_work() as unit:
            assert unit.roles.claim(change(number)) is first
    assert database.roles_revision() == 2
    assert database.of(2).roles_revision() == 0


def test_what_is_changed_while_it_is_read_counts_as_changed_since(database: Database) -> None:
    """Else whoever keeps what was read, by its revision, would miss the change for ever."""

    def archive(*_: object) -> None:
        with database.unit_of_work() as meanwhile:
            assert meanwhile.roles.claim(change(1, ARCHIVED))

    event.listen(database.engine, "after_cursor_execute", archive, once=True)
    with database.unit_of_work() as unit:
        kept = unit.roles.kept()
    assert kept.revision == 0 or kept.archived == {"weaver"}
    assert database.roles_revision() == 1
