import re

import pytest
from flask import Flask
from werkzeug.exceptions import default_exceptions

from matcher.web.errors import TABLE, register_errors, slug_of
from matcher.web.pages.problem_kinds import PROBLEM_KINDS


def test_every_problem_of_the_table_says_what_to_do() -> None:
    for kind in TABLE.values():
        told = PROBLEM_KINDS[kind.slug]
        assert (told.status, told.title) == (kind.status, kind.title)
        assert told.advice.endswith(".")


@pytest.mark.parametrize("status", default_exceptions)
def test_every_error_of_http_is_a_problem_with_a_kind_that_says_what_to_do(status: int) -> None:
    app = Flask(__name__)
    register_errors(app)

    @app.get("/api/failing")
    def fail() -> None:
        raise default_exceptions[status]

    response = app.test_client().get("/api/failing")
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    told = PROBLEM_KINDS[response.get_json()["type"].removeprefix("/problems/")]
    assert told.advice.endswith(".")


@pytest.mark.parametrize(
    ("status", "slug"),
    [
        (404, "not-found"),
        (414, "request-uri-too-large"),
        (418, "im-a-teapot"),
        (505, "http-version-not-supported"),
    ],
)
def test_slugs_read_well(status: int, slug: str) -> None:
    assert slug_of(default_exceptions[status]) == slug


def test_no_slug_takes_a_word_apart() -> None:
    assert not [slug for slug in PROBLEM_KINDS if re.search(r"(^|-)[a-z]-[a-z]-", slug)]


def test_every_error_of_http_has_a_kind_and_so_has_the_unknown_one() -> None:
    statuses = {kind.status for kind in PROBLEM_KINDS.values()}
    assert statuses >= set(default_exceptions)
    assert PROBLEM_KINDS["internal-error"].status == 500
    assert PROBLEM_KINDS["request-entity-too-large"].status == 413
