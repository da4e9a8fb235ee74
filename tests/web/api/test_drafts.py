"""`POST /api/v1/roles/draft` by every door."""

import base64
import io

import jsonschema
import pytest
from flask.testing import FlaskClient

URL = "/api/v1/roles/draft"
ADVERT = (
    "Senior Data Engineer\nRequirements\n- 3+ years of Python\n- Java, Go or C++\nNice to have\n- Kafka\n"
)


@pytest.mark.parametrize("door", ["text", "base64", "file"])
def test_every_door_gives_the_same_role(client: FlaskClient, door: str) -> None:
    encoded = base64.b64encode(ADVERT.encode()).decode()
    sent = {
        "text": {"json": {"text": ADVERT}},
        "base64": {"json": {"content_base64": encoded, "filename": "advert.txt"}},
        "file": {"data": {"file": (io.BytesIO(ADVERT.encode()), "advert.txt")}},
    }[door]
    response = client.post(URL, **sent)  # type: ignore[arg-type]
    assert response.status_code == 200
    body = response.get_json()
    assert [(each["any_of"], each["importance"], each["months"]) for each in body["requirements"]] == [
        (["python"], "essential", 36),
        (["java", "go", "cplusplus"], "essential", None),
        (["apache-kafka"], "useful", None),
    ]
    assert body["level"] == "senior"
    assert body["pay"] is None
    assert 'id = "senior-data-engineer"' in body["toml"]


def test_the_answer_has_the_shape_that_the_document_promises(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    answer = document["paths"][URL]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    body = client.post(URL, json={"text": ADVERT}).get_json()
    jsonschema.validate(body, {**answer, "components": document["components"]})
    schema = document["components"]["schemas"][answer["$ref"].rsplit("/", 1)[1]]
    assert set(body) == set(schema["properties"])


def test_a_role_by_the_name_of_draft_hides_nothing(client: FlaskClient) -> None:
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"text": "Lunch is at noon."}, "text"),
        ({"advert": ADVERT}, "advert"),
        ({}, "body"),
    ],
)
def test_what_cannot_be_used_is_a_problem(client: FlaskClient, sent: dict[str, str], field: str) -> None:
    response = client.post(URL, json=sent)
    assert (response.status_code, response.get_json()["field"]) == (422, field)
    assert response.content_type == "application/problem+json"


def test_an_empty_text_is_a_problem(client: FlaskClient) -> None:
    assert client.post(URL, json={"text": " "}).get_json()["type"] == "/problems/empty"
