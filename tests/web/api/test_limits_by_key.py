from dataclasses import replace

from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.web import create_app


def test_each_key_has_a_count_of_its_own(client: FlaskClient, rolefit: Rolefit) -> None:
    made = client.post("/api/v1/keys", json={"name": "first", "scopes": ["admin", "resumes:read"]}).get_json()
    first = {"Authorization": f"Bearer {made['key']}"}
    other = client.post(
        "/api/v1/keys", json={"name": "b", "scopes": ["resumes:read"]}, headers=first
    ).get_json()
    settings = replace(rolefit.settings, rate_limit="2 per minute")
    limited = create_app(Rolefit(settings, rolefit.process)).test_client()
    for key in (first, {"Authorization": f"Bearer {other['key']}"}):
        statuses = [limited.get("/api/v1/roles", headers=key).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]


def test_what_is_refused_counts_for_its_address_or_key(client: FlaskClient, rolefit: Rolefit) -> None:
    made = client.post("/api/v1/keys", json={"name": "first", "scopes": ["roles:write"]}).get_json()
    settings = replace(rolefit.settings, rate_limit="2 per minute")
    limited = create_app(Rolefit(settings, rolefit.process)).test_client()
    for key, refused in (("rolefit_guessed", 401), (made["key"], 403)):
        headers = {"Authorization": f"Bearer {key}"}
        answers = [limited.get("/api/v1/roles", headers=headers) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [refused, refused, 429]
        assert all("RateLimit" in answer.headers for answer in answers)
