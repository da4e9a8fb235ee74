from collections.abc import Iterator

import pytest
from builders import Run
from serving import free_port

from matcher.domain.access import ALL_SCOPES, LOCAL
from matcher.services.access import Access
from matcher.storage import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def test_a_key_is_shown_once_and_opens(run: Run, database: Database) -> None:
    made = run("keys", "create", "desk")
    assert made.exit_code == 0
    key, hint = made.stdout.strip(), made.stderr
    assert "not shown again" in hint
    assert Access(database).authenticate(key).scopes == ALL_SCOPES
    listed = run("keys", "list").output
    assert key not in listed
    assert key.split("_")[1] in listed


def test_what_the_first_key_changes_is_said_once(run: Run) -> None:
    assert run("keys", "list").stderr.startswith("There are no keys of this organisation.")
    assert "every request needs a key" in run("keys", "create", "desk").stderr
    assert run("keys", "create", "second").stderr == "Keep it now: it is not shown again.\n"
    assert run("keys", "list").stderr == ""


def test_scopes_and_end_are_given(run: Run) -> None:
    run(
        "keys",
        "create",
        "reader",
        "--scope",
        "resumes:read",
        "--scope",
        "roles:write",
        "--expires",
        "2999-01-31",
    )
    (line,) = run("keys", "list").output.splitlines()
    assert line.split("  ")[1:] == [
        "reader",
        "resumes:read roles:write",
        "until 2999-01-31T00:00:00Z, never used",
    ]


def test_a_revoked_key_is_listed_as_such(run: Run, database: Database) -> None:
    key = run("keys", "create", "desk").stdout.strip()
    prefix = key.split("_")[1]
    Access(database).authenticate(key)
    assert run("keys", "revoke", prefix).output == f"{prefix} (desk) is revoked.\n"
    (line,) = run("keys", "list").output.splitlines()
    assert "revoked, last used 2" in line
    assert run("keys", "revoke", prefix).exit_code == 0


def test_organisations_have_keys_of_their_own(run: Run, database: Database) -> None:
    assert run("organisations", "create", "looms").output == "looms\n"
    assert run("organisations", "list").output == "local\nlooms\n"
    key = run("keys", "create", "desk", "--organisation", "looms").stdout.strip()
    assert Access(database).authenticate(key).organisation.id == "looms"
    assert run("keys", "list").stdout == ""
    assert "desk" in run("keys", "list", "--organisation", "looms").output
    assert run("keys", "revoke", key.split("_")[1]).exit_code == 1
    assert Access(database).all(LOCAL) == []
    assert Access(database).authenticate(key)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("keys", "create", ""), 1, "name: must be"),
        (("keys", "create", "x" * 256), 1, "name: must be"),
        (("keys", "create", "desk", "--scope", "everything"), 2, "resumes:read"),
        (("keys", "create", "desk", "--expires", "2000-01-01"), 1, "lies in the past"),
        (("keys", "create", "desk", "--expires", "soon"), 2, "%Y-%m-%d"),
        (("keys", "create", "desk", "--organisation", "nobody"), 1, "organisation"),
        (("keys", "list", "--organisation", "nobody"), 1, "organisation"),
        (("keys", "revoke", "nobody"), 1, "key"),
        (("organisations", "create", "local"), 1, "there already"),
        (("organisations", "create", "No Such Name"), 1, "small letters"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    refused = run(*arguments)
    assert refused.exit_code == code
    assert said in refused.output
    assert "Traceback" not in refused.output


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "rolefit.example"])  # noqa: S104  # to be refused
def test_serving_to_others_is_refused_without_a_key(run: Run, host: str) -> None:
    refused = run("serve", "--host", host, "--port", str(free_port()))
    assert refused.exit_code == 1
    assert f"Serving on {host} would show every résumé" in refused.output
    assert "matcher keys create" in refused.output


def test_serving_for_an_organisation_that_is_not_there_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_ORGANISATION", "nobody")
    refused = run("serve", "--port", str(free_port()))
    assert refused.exit_code == 1
    assert "'nobody'" in refused.output
