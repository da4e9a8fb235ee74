from werkzeug.exceptions import default_exceptions

from matcher.web.errors import TABLE
from matcher.web.pages.problem_kinds import PROBLEM_KINDS


def test_every_problem_of_the_table_says_what_to_do() -> None:
    for kind in TABLE.values():
        told = PROBLEM_KINDS[kind.slug]
        assert (told.status, told.title) == (kind.status, kind.title)
        assert told.advice.endswith(".")


def test_every_error_of_http_has_a_kind_and_so_has_the_unknown_one() -> None:
    statuses = {kind.status for kind in PROBLEM_KINDS.values()}
    assert statuses >= set(default_exceptions)
    assert PROBLEM_KINDS["internal-error"].status == 500
    assert PROBLEM_KINDS["request-entity-too-large"].status == 413
