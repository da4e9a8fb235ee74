from collections.abc import Callable
from typing import Any

import pytest
from builders import RESUME, multipart
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES, Scope

URL = "https://receiver.example/hook"
Json = dict[str, Any]
Make = Callable[..., Json]


@pytest.fixture
def make(client: FlaskClient) -> Make:
    def post(*events: str, **headers: str) -> Json:
        sent = {"url": URL, "events": events or ["resume.matched"]}
        answer = client.post("/api/v1/webhooks", json=sent, headers=headers)
        assert answer.status_code == 201
        made: Json = answer.get_json()
        return made

    return post


def deliveries(client: FlaskClient, webhook: Json, **query: str) -> list[Json]:
    answer = client.get(f"/api/v1/webhooks/{webhook['id']}/deliveries", query_string=query)
    assert answer.status_code == 200
    items: list[Json] = answer.get_json()["items"]
    return items


def test_a_webhook_is_found_where_the_answer_says(client: FlaskClient) -> None:
    answer = client.post("/api/v1/webhooks", json={"url": URL, "events": ["batch.finished"]})
    made = answer.get_json()
    secret = made.pop("secret")
    found = client.get(answer.headers["Location"])
    assert found.get_json() == made
    assert secret not in found.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": URL},
        {"url": URL, "events": []},
        {"url": URL, "events": ["webhook.test"]},
        {"url": URL, "events": ["rain"]},
        {"url": URL, "events": "batch.finished"},
        {"url": URL, "events": ["batch.finished"], "secret": "whsec_x"},
        {"url": None, "events": ["batch.finished"]},
        {"url": "http://receiver.example/", "events": ["batch.finished"]},
        {"url": "https://receiver.example:22/", "events": ["batch.finished"]},
        {"url": URL, "events": ["batch.finished"], "description": "x" * 256},
        [],
    ],
)
def test_what_is_no_webhook_is_refused(client: FlaskClient, body: object) -> None:
    answer = client.post("/api/v1/webhooks", json=body)
    assert answer.status_code == 422
    assert client.get("/api/v1/webhooks").get_json() == {"items": []}


@pytest.mark.parametrize("active", [0, 1, "yes", "", None])
def test_a_switch_is_on_or_off(client: FlaskClient, make: Make, active: object) -> None:
    webhook = make()
    answer = client.patch(f"/api/v1/webhooks/{webhook['id']}", json={"active": active})
    assert (answer.status_code, list(answer.get_json()["errors"]["json"])) == (422, ["active"])


def test_every_door_tells_of_a_resume_once(client: FlaskClient, make: Make) -> None:
    webhook = make()
    stored = client.post("/api/v1/resumes", json={"text": RESUME, "external_id": "hr-1"}).get_json()
    again = client.post("/api/v1/resumes", json={"text": RESUME, "external_id": "hr-1"}).get_json()
    assert again["id"] == stored["id"]
    client.post("/api/v1/match", json={"text": RESUME})
    form = client.post("/", **multipart(RESUME.encode(), "vera.txt"))
    assert form.status_code == 303
    first, second = sorted(deliveries(client, webhook), key=lambda each: each["id"])
    told = client.get(f"/api/v1/deliveries/{first['id']}").get_json()["message"]
    assert told["data"]["fits"] == [
        {"role": fit["role"], "score": fit["score"]} for fit in stored["fits"][:5]
    ]
    other = client.get(f"/api/v1/deliveries/{second['id']}").get_json()["message"]
    assert form.headers["Location"].endswith(other["data"]["resume"])


def test_erasing_a_resume_erases_what_tells_of_it(client: FlaskClient, make: Make) -> None:
    webhook = make()
    stored = client.post("/api/v1/resumes", json={"text": RESUME}).get_json()
    (delivery,) = deliveries(client, webhook)
    client.delete(f"/api/v1/resumes/{stored['id']}")
    assert deliveries(client, webhook) == []
    assert client.get(f"/api/v1/deliveries/{delivery['id']}").status_code == 404


def test_deliveries_are_listed_by_state_and_in_pages(client: FlaskClient, make: Make) -> None:
    webhook = make()
    for _ in range(3):
        assert client.post(f"/api/v1/webhooks/{webhook['id']}/test").status_code == 202
    assert len(deliveries(client, webhook, state="waiting")) == 3
    assert deliveries(client, webhook, state="failed") == []
    page = client.get(f"/api/v1/webhooks/{webhook['id']}/deliveries?limit=2&state=waiting")
    assert page.get_json()["next"]
    assert 'rel="next"' in ", ".join(page.headers.getlist("Link"))
    assert client.get(f"/api/v1/webhooks/{webhook['id']}/deliveries?state=rain").status_code == 422


def test_one_that_is_off_says_so_to_a_test(client: FlaskClient, make: Make) -> None:
    webhook = make()
    assert client.patch(f"/api/v1/webhooks/{webhook['id']}", json={"active": False}).status_code == 200
    answer = client.post(f"/api/v1/webhooks/{webhook['id']}/test")
    assert (answer.status_code, answer.get_json()["field"]) == (422, "active")


def test_only_admin_may_see_or_touch_webhooks(client: FlaskClient, rolefit: Rolefit, make: Make) -> None:
    webhook = make()
    test = client.post(f"/api/v1/webhooks/{webhook['id']}/test").get_json()
    key = rolefit.access.create("desk", ALL_SCOPES - {Scope.ADMIN})["key"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    one = f"/api/v1/webhooks/{webhook['id']}"
    for method, path, body in [
        ("post", "/api/v1/webhooks", {"url": URL, "events": ["batch.finished"]}),
        ("get", "/api/v1/webhooks", None),
        ("get", one, None),
        ("patch", one, {"active": False}),
        ("delete", one, None),
        ("post", f"{one}/rotate-secret", None),
        ("post", f"{one}/test", None),
        ("get", f"{one}/deliveries", None),
        ("get", f"/api/v1/deliveries/{test['id']}", None),
        ("post", f"/api/v1/deliveries/{test['id']}/replay", None),
    ]:
        answer = client.open(path, method=method, json=body)
        assert (answer.status_code, answer.get_json()["scope"]) == (403, "admin"), (method, path)


def test_organisations_have_webhooks_of_their_own(client: FlaskClient, rolefit: Rolefit, make: Make) -> None:
    own = {"Authorization": f"Bearer {rolefit.access.create('desk', ALL_SCOPES)['key']}"}
    guild = rolefit.access.add_organisation("guild")
    theirs = {"Authorization": f"Bearer {rolefit.access.create('desk', ALL_SCOPES, guild)['key']}"}
    webhook = make(**own)
    client.post("/api/v1/resumes", json={"text": RESUME}, headers=theirs)
    answer = client.get(f"/api/v1/webhooks/{webhook['id']}/deliveries", headers=own)
    assert answer.get_json()["items"] == []
    test = client.post(f"/api/v1/webhooks/{webhook['id']}/test", headers=own).get_json()
    for path in (
        f"webhooks/{webhook['id']}",
        f"webhooks/{webhook['id']}/deliveries",
        f"deliveries/{test['id']}",
    ):
        assert client.get(f"/api/v1/{path}", headers=theirs).status_code == 404
        assert client.get(f"/api/v1/{path}", headers=own).status_code == 200
    assert client.get("/api/v1/webhooks", headers=theirs).get_json() == {"items": []}


@pytest.mark.parametrize("strange", ["x", "a%00b", "%ED%A0%80", "é"])
def test_strange_ids_are_not_found(client: FlaskClient, strange: str) -> None:
    for path in (f"webhooks/{strange}", f"webhooks/{strange}/deliveries", f"deliveries/{strange}"):
        assert client.get(f"/api/v1/{path}").status_code == 404
