import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from matcher.web.pages.problem_kinds import HTTP_KINDS, OWN_KINDS, ProblemKind

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
JSON_EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
HEAD = "| type | status | meaning | what to do |\n|---|---|---|---|\n"


def test_the_python_lists_what_is_stored(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(example.replace("http://127.0.0.1:8000", address), {})  # noqa: S102  # the page's own example
    assert capsys.readouterr().out.startswith("[")


def row(kind: ProblemKind) -> str:
    return f"| `/problems/{kind.slug}` | {kind.status} | {kind.title} | {kind.advice} |\n"


def test_the_page_lists_every_kind_of_problem_as_it_is() -> None:
    """Where this fails, paste what was expected between the two marks."""
    found = re.search(r"<!-- problems: .*? -->\n\n(.*?)\n<!-- end of problems -->", PAGE, re.DOTALL)
    expected = (
        f"Of Rolefit:\n\n{HEAD}{''.join(map(row, OWN_KINDS))}\n"
        f"Of HTTP itself:\n\n{HEAD}{''.join(map(row, HTTP_KINDS))}"
    )
    assert found is not None, expected
    assert found[1] == expected


def test_the_example_of_a_link_is_one(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    links = paths["/api/v1/resumes"]["post"]["responses"]["201"]["links"]
    shown = json.loads(f"{{{JSON_EXAMPLES[0]}}}")
    assert shown == {"get_fit": links["get_fit"]}
    assert len(links) == 10


def test_the_example_of_a_problem_is_one(client: FlaskClient) -> None:
    example = JSON_EXAMPLES[1]
    answered = client.post("/api/v1/match", json={"text": "Python", "as_of": "soon"}).get_json()
    shown = dict(re.findall(r'"(\w+)": "?(.*?)"?,?\n', example))
    assert list(shown) == list(answered)
    for name in ("type", "title", "status", "detail", "field", "reason"):
        assert shown[name] == str(answered[name])
