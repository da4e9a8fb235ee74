import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from matcher.domain.search import Facet, SortKey
from matcher.services.searches import RESUME_PARAMETERS

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text("utf-8")


@pytest.mark.parametrize("address", re.findall(r"^GET (.*)$", PAGE, re.MULTILINE))
def test_every_address_that_is_shown_answers(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    given = dict(each.split("=", 1) for each in query.split("&"))
    answer = client.get(path, query_string=given)
    assert answer.status_code == 200, answer.text


def test_the_search_that_is_shown_can_be_kept(client: FlaskClient) -> None:
    (search,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    kept = client.post("/api/v1/searches", data=search, content_type="application/json")
    assert kept.status_code == 201, kept.text
    assert client.get(f"{kept.location}/results").status_code == 200
    assert client.delete(kept.location).status_code == 204


def test_every_word_of_the_language_is_explained() -> None:
    for word in (*RESUME_PARAMETERS, *Facet, *SortKey):
        assert re.search(rf"`-?{word}[`=]", PAGE), word
