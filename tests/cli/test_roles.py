import json
import math

import pytest
from builders import Run

from matcher.domain.lexicon import Lexicon
from matcher.services.answers import encode
from matcher.services.roles import compare_roles, list_roles, show_role


def test_roles_are_listed(run: Run) -> None:
    result = run("roles", "list")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == [
        "data-engineer",
        "data-scientist",
        "machine-learning-engineer",
    ]


def test_json_is_what_the_api_answers(run: Run, lexicon: Lexicon) -> None:
    assert run("roles", "list", "--json").stdout == encode({"items": list_roles(lexicon)})
    shown = run("roles", "show", "data-engineer", "--json").stdout
    assert shown == encode(show_role("data-engineer", lexicon))
    compared = run("roles", "compare", "data-engineer", "data-scientist", "--json").stdout
    assert compared == encode(compare_roles("data-engineer", "data-scientist", lexicon))


def test_a_role_is_shown_in_words(run: Run) -> None:
    words = run("roles", "show", "data-engineer").stdout
    for told in (
        "Data Engineer\n",
        "  - Build pipelines\n",
        "  - SQL (essential)\n",
        "  frameworks: Apache Spark, Apache Flink\n",
        "  A bachelor's degree is usual.\n",
        "  Asked for everywhere.\n",
        "  infrastructure 60 %, statistics 10 %, software 30 %\n",
        "  - Build a pipeline from end to end.\n",
        "  - How do you make a pipeline safe to repeat?\n",
    ):
        assert told in words


def test_two_roles_are_compared_in_words(run: Run) -> None:
    words = run("roles", "compare", "data-engineer", "data-scientist").stdout
    assert words.startswith("Data Engineer and Data Scientist: 55 % of the way apart\n")
    assert "  both: SQL, Python\n" in words
    assert "  only Data Scientist: Statistics, R, Machine Learning, pandas\n" in words
    assert "Tools\n  both: none\n" in words


@pytest.mark.parametrize(
    "arguments",
    [("show", "baker"), ("compare", "baker", "data-engineer"), ("compare", "data-engineer", "baker")],
)
def test_no_role_is_one_clear_line(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("roles", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: There is no role 'baker'. Check the id; deleted ones do not come back.\n"


@pytest.mark.parametrize(
    ("title", "shares"),
    [
        ("Data Engineer & AI Expert", {"data-engineer": 0.5, "machine-learning-engineer": 0.5}),
        ("Data Quant", {"data-engineer": 0.34, "data-scientist": 0.33, "machine-learning-engineer": 0.33}),
        ("Baker", {}),
    ],
)
def test_a_title_is_resolved(run: Run, title: str, shares: dict[str, float]) -> None:
    body = json.loads(run("roles", "resolve", title, "--json").stdout)
    assert body == {"title": title, "roles": [{"id": role, "share": share} for role, share in shares.items()]}
    assert not shares or math.isclose(sum(each["share"] for each in body["roles"]), 1)


def test_a_title_is_resolved_in_words(run: Run) -> None:
    assert run("roles", "resolve", "AI & Data").stdout == (
        " 50%  machine-learning-engineer\n 50%  data-engineer\n"
    )
    assert run("roles", "resolve", "Baker").stdout == "No role is known by this title.\n"


def test_no_title_is_refused(run: Run) -> None:
    result = run("roles", "resolve", "  ")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: title: is empty")
