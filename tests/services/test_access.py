from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from matcher.domain.access import ALL_SCOPES, LOCAL, Organisation, Scope
from matcher.errors import InvalidInput, KeyRefused, NotFound
from matcher.services.access import Access
from matcher.storage import Database
from matcher.storage.access_tables import ApiKeyRow

START = datetime(2024, 6, 15, 9, 30, tzinfo=UTC)


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(database: Database, clock: Clock) -> Access:
    return Access(database, clock)


def test_a_key_is_told_once_and_opens_what_it_was_made_for(access: Access) -> None:
    made = access.create("desk", {Scope.RESUMES_READ, Scope.ADMIN})
    assert made["key"].startswith(f"rolefit_{made['prefix']}_")
    who = access.authenticate(made["key"])
    assert (who.organisation, who.scopes, who.key) == (
        LOCAL,
        {Scope.RESUMES_READ, Scope.ADMIN},
        made["prefix"],
    )
    (shown,) = access.all(LOCAL)
    assert shown == {
        "prefix": made["prefix"],
        "name": "desk",
        "scopes": ["admin", "resumes:read"],
        "created_at": "2024-06-15T09:30:00Z",
        "expires_at": None,
        "revoked_at": None,
        "last_used_at": "2024-06-15T09:30:00Z",
    }


def test_the_secret_is_nowhere_in_the_database(tmp_path: Path, sqlite_database: Database) -> None:
    made = Access(sqlite_database).create("desk", ALL_SCOPES)
    Access(sqlite_database).authenticate(made["key"])
    secret = made["key"].removeprefix(f"rolefit_{made['prefix']}_").encode()
    sqlite_database.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("rolefit.sqlite3*"))
    assert made["prefix"].encode() in stored
    assert secret not in stored
    assert made["key"].encode() not in stored


def test_no_two_keys_are_alike(access: Access) -> None:
    made = [access.create("desk", ALL_SCOPES)["key"] for _ in range(20)]
    assert len(set(made)) == 20
    assert {len(each) for each in made} == {len("rolefit_") + 12 + 1 + 43}


def test_a_secret_of_another_key_does_not_open_this_one(access: Access) -> None:
    one, other = (access.create(name, ALL_SCOPES)["key"] for name in ("one", "other"))
    crossed = one[: len("rolefit_") + 13] + other[len("rolefit_") + 13 :]
    with pytest.raises(KeyRefused):
        access.authenticate(crossed)


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key[:-1],
        lambda key: key + "A",
        lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
        lambda key: key.upper(),
        lambda key: " " + key,
        lambda key: key + "\n",
        lambda key: key.replace("rolefit", "r\u00f6lefit"),
        lambda key: key[:-1] + "\u00e4",
        lambda _key: "",
        lambda _key: "\x00",
        lambda key: key * 10_000,
    ],
)
def test_nothing_but_the_key_itself_opens(access: Access, change: Callable[[str], str]) -> None:
    key = access.create("desk", ALL_SCOPES)["key"]
    with pytest.raises(KeyRefused):
        access.authenticate(change(key))


def test_a_key_ends_at_its_moment(access: Access, clock: Clock) -> None:
    ends = START + timedelta(hours=1)
    key = access.create("desk", ALL_SCOPES, expires_at=ends)["key"]
    clock.now = ends - timedelta(seconds=1)
    access.authenticate(key)
    clock.now = ends
    with pytest.raises(KeyRefused):
        access.authenticate(key)


def test_a_moment_of_another_zone_is_the_same_moment(access: Access, clock: Clock) -> None:
    ends = (START + timedelta(hours=1)).astimezone(timezone(timedelta(hours=9)))
    made = access.create("desk", ALL_SCOPES, expires_at=ends)
    assert made["expires_at"] == "2024-06-15T10:30:00Z" == access.all(LOCAL)[0]["expires_at"]
    clock.now = START + timedelta(hours=1)
    with pytest.raises(KeyRefused):
        access.authenticate(made["key"])


def test_a_revoked_key_is_refused_everywhere_at_once_and_for_good(access: Access, database: Database) -> None:
    made = access.create("desk", ALL_SCOPES)
    elsewhere = Access(Database(database.engine.url.render_as_string(hide_password=False)))
    elsewhere.authenticate(made["key"])
    revoked = access.revoke(made["prefix"], LOCAL)
    assert revoked["revoked_at"] == "2024-06-15T09:30:00Z"
    for door in (access, elsewhere):
        with pytest.raises(KeyRefused):
            door.authenticate(made["key"])
    assert access.any_key()
    elsewhere._database.close()  # noqa: SLF001  # made here


def test_revoking_again_changes_nothing(access: Access, clock: Clock) -> None:
    prefix = access.create("desk", ALL_SCOPES)["prefix"]
    access.revoke(prefix, LOCAL)
    clock.now += timedelta(days=1)
    assert access.revoke(prefix, LOCAL)["revoked_at"] == "2024-06-15T09:30:00Z"


def test_the_last_use_is_kept_to_the_minute(access: Access, clock: Clock) -> None:
    key = access.create("desk", ALL_SCOPES)["key"]

    def last_used_after(seconds: int) -> str:
        clock.now = START + timedelta(seconds=seconds)
        access.authenticate(key)
        found: str = access.all(LOCAL)[0]["last_used_at"]
        return found

    assert access.all(LOCAL)[0]["last_used_at"] is None
    assert last_used_after(0) == "2024-06-15T09:30:00Z"
    assert last_used_after(59) == "2024-06-15T09:30:00Z"
    assert last_used_after(60) == "2024-06-15T09:31:00Z"
    assert last_used_after(90) == "2024-06-15T09:31:00Z"


def test_a_refused_key_is_not_noted_as_used(access: Access, database: Database) -> None:
    made = access.create("desk", ALL_SCOPES)
    access.revoke(made["prefix"], LOCAL)
    with pytest.raises(KeyRefused):
        access.authenticate(made["key"])
    with database.engine.connect() as connection:
        assert connection.execute(select(ApiKeyRow.last_used_at)).scalar() is None


@pytest.mark.parametrize(
    ("name", "scopes", "ends", "field"),
    [
        ("", ALL_SCOPES, None, "name"),
        ("  ", ALL_SCOPES, None, "name"),
        ("x" * 256, ALL_SCOPES, None, "name"),
        ("a\nb", ALL_SCOPES, None, "name"),
        ("a\x00", ALL_SCOPES, None, "name"),
        ("a\ud800", ALL_SCOPES, None, "name"),
        ("desk", frozenset(), None, "scopes"),
        ("desk", ALL_SCOPES, START, "expires_at"),
        ("desk", ALL_SCOPES, datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), "expires_at"),
        ("desk", ALL_SCOPES, datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))), "expires_at"),
    ],
)
def test_a_key_that_cannot_be_is_refused(
    access: Access, name: str, scopes: frozenset[Scope], ends: datetime | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        access.create(name, scopes, expires_at=ends)
    assert refused.value.field == field
    assert not access.any_key()


def test_keys_are_listed_and_revoked_by_their_organisation_alone(access: Access) -> None:
    looms, mills = access.add_organisation("looms"), access.add_organisation("mills")
    prefix = access.create("desk", ALL_SCOPES, looms)["prefix"]
    assert [each["prefix"] for each in access.all(looms)] == [prefix]
    assert access.all(mills) == []
    with pytest.raises(NotFound):
        access.revoke(prefix, mills)
    assert access.all(looms)[0]["revoked_at"] is None


@pytest.mark.parametrize("prefix", ["", "nobody", "\x00", "a\ud800", "x" * 10_000])
def test_no_key_is_found_under_what_is_no_prefix(access: Access, prefix: str) -> None:
    with pytest.raises(NotFound):
        access.revoke(prefix, LOCAL)


def test_keys_come_newest_first(access: Access, clock: Clock) -> None:
    for name in ("first", "second", "third"):
        access.create(name, ALL_SCOPES)
        clock.now += timedelta(minutes=1)
    assert [each["name"] for each in access.all(LOCAL)] == ["third", "second", "first"]


def test_organisations_are_made_once(access: Access) -> None:
    assert [each.id for each in access.organisations()] == ["local"]
    made = access.add_organisation("loom-works-3")
    assert made == access.organisation("loom-works-3")
    assert made.number != LOCAL.number
    with pytest.raises(InvalidInput, match="there already"):
        access.add_organisation("loom-works-3")
    assert [each.id for each in access.organisations()] == ["local", "loom-works-3"]


@pytest.mark.parametrize(
    "name", ["", "Looms", "loom works", "-looms", "looms-", "loom--works", "lööms", "a" * 81, "a\n", "../etc"]
)
def test_an_organisation_has_a_plain_name(access: Access, name: str) -> None:
    with pytest.raises(InvalidInput):
        access.add_organisation(name)


def test_no_organisation_is_nobodys(access: Access) -> None:
    with pytest.raises(NotFound):
        access.organisation("nobody")
    assert access.organisation("local") == Organisation(1, "local")
