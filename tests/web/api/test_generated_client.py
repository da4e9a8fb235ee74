"""Programs that write programs read the document: what one of them writes must run and read our answers."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from builders import RESUME
from flask.testing import FlaskClient

GENERATE = (
    *(sys.executable, "-m", "datamodel_code_generator"),
    *("--input-file-type", "openapi", "--openapi-scopes", "schemas", "paths", "parameters"),
    *("--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11"),
    *("--formatters", "builtin", "--disable-warnings"),
)


@pytest.fixture
def generated(client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    document, module = tmp_path / "openapi.json", tmp_path / "generated_client.py"
    document.write_bytes(client.get("/api/v1/openapi.json").data)
    call = [*GENERATE, "--input", str(document), "--output", str(module)]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, module.stem, raising=False)
    return importlib.import_module(module.stem)


def test_a_generated_client_reads_our_answers(client: FlaskClient, generated: ModuleType) -> None:
    answer = client.post("/api/v1/match", json={"text": RESUME, "as_of": "2024-06"}).get_json()
    read = generated.Resume.model_validate(answer)
    assert read.fits[0].role == answer["fits"][0]["role"]
    assert read.model_dump(mode="json", by_alias=True, exclude_unset=True) == answer
    roles = generated.RoleList.model_validate(client.get("/api/v1/roles").get_json())
    assert {each.id for each in roles.items} >= {"data-engineer"}
    problem = generated.Problem.model_validate(client.get("/api/v1/nothing").get_json())
    assert (problem.type, problem.status) == ("/problems/not-found", 404)


def test_a_generated_client_sends_what_is_taken(client: FlaskClient, generated: ModuleType) -> None:
    sent = generated.ResumeAsText(text=RESUME, as_of="2024-06").model_dump(mode="json", exclude_unset=True)
    assert client.post("/api/v1/match", json=sent).status_code == 200
    role = client.get("/api/v1/roles/data-engineer").get_json()
    part = generated.PartOfRole(weights={"skills": 76, "title": 4}).model_dump(
        mode="json", exclude_unset=True
    )
    assert client.post(f"/api/v1/roles/{role['id']}/what-if", json=part).status_code == 200
    changed = generated.NewRole.model_validate({**role, "outlook": "Fine."})
    body = changed.model_dump(mode="json", by_alias=True, exclude_unset=True)
    answer = client.put(f"/api/v1/roles/{role['id']}", json=body, headers={"If-Match": "*"})
    assert (answer.status_code, answer.get_json()["version"]) == (200, role["version"] + 1)


def test_a_generated_client_outlives_new_fields(client: FlaskClient, generated: ModuleType) -> None:
    answer = client.get("/healthz").get_json()
    assert generated.Alive.model_validate({**answer, "mood": "fine"}).status == "alive"
