"""docs/roles.md: its shortest role can be kept, changed and compared, and no key of it can be left out."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

PAGE = (Path(__file__).parents[2] / "docs" / "roles.md").read_text("utf-8")
ROLE = json.loads(re.findall(r"as `role.json`.*?```json\n(.*?)```", PAGE, re.DOTALL)[0])
REQUIRED = sorted(ROLE)


def test_the_shortest_role_can_be_kept_changed_and_compared(client: FlaskClient) -> None:
    made = client.post("/api/v1/roles", json=ROLE)
    assert made.status_code == 201, made.text
    path = made.location
    assert path == "/api/v1/roles/grid-data-analyst"
    shell, _ = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    old, new = re.findall(r"sed 's/(.*?)/(.*?)/'", shell)[0]
    changed = json.dumps(ROLE).replace(old, new)
    put = client.put(path, data=changed, content_type="application/json", headers={"If-Match": '"1"'})
    assert (put.status_code, put.get_json()["version"]) == (200, 2)
    for shown in re.findall(r'\$ROLEFIT_URL(/api/v1/roles/[\w/-]+(?:candidates|changes))"', shell):
        assert client.get(shown).status_code == 200
    what_if(client)
    assert client.post("/api/v1/roles", json=ROLE).location == f"{path}-2"
    assert client.post("/api/v1/roles", json={**ROLE, "id": "grid-data-analyst"}).status_code == 409
    for each in (path, f"{path}-2"):  # the other tests of pages know the carried roles alone
        assert client.post(f"{each}/archive").status_code == 200


def what_if(client: FlaskClient) -> None:
    """The change of weights that is shown, with what the page says of those that it does not name."""
    ((asked, part),) = re.findall(r"""\$ROLEFIT_URL(/api/v1/roles/[\w/-]+what-if)" --json '(.*?)'""", PAGE)
    answer = client.post(asked, data=part, content_type="application/json")
    assert answer.status_code == 200, answer.text
    weights = {**ROLE["weights"], **json.loads(part)["weights"]}
    then = "with {}, {}, {} and {}, they are then {}, {}, {} and {}."
    assert then.format(*ROLE["weights"].values(), *weights.values()) in PAGE
    assert {each["about"] for each in answer.get_json()["differences"]} == set(json.loads(part)["weights"])
    beyond = client.post(asked, json={"weights": {"skills": 80}})
    assert (beyond.status_code, beyond.get_json()["type"]) == (422, "/problems/invalid-role")


@pytest.mark.parametrize("key", REQUIRED)
def test_it_has_no_key_that_could_be_left_out(client: FlaskClient, key: str) -> None:
    answer = client.post("/api/v1/roles/what-if", json={name: ROLE[name] for name in ROLE if name != key})
    assert answer.status_code == 422
    assert key in answer.get_json()["detail"]
