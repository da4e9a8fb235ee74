"""The figures that Prometheus reads, and who may."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from builders import multipart
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import values
from prometheus_client.parser import text_string_to_metric_families

from matcher.assembly import Rolefit
from matcher.errors import Damaged, InvalidSetting
from matcher.services.timing import start_stopwatch
from matcher.settings import Settings
from matcher.web import create_app
from matcher.web.metrics import FOLDER_VARIABLE, Metrics, WorkerNumber
from matcher.web.request_log import Answered

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples_in(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client: FlaskClient) -> Samples:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.content_type.startswith("text/plain; version=")
    return samples_in(response.get_data(as_text=True))


def named(name: str, **labels: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return name, tuple(sorted(labels.items()))


@pytest.fixture(autouse=True)
def of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of this process and this test alone, whatever ran here before."""
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.setattr(values, "ValueClass", values.MutexValue)


@pytest.fixture
def served(rolefit: Rolefit) -> FlaskClient:
    """An application of the test's own, so that nobody else counts."""
    return create_app(rolefit).test_client()


def with_metrics(rolefit: Rolefit, metrics: str) -> Flask:
    """The same service with another setting."""
    settings = Settings(database_url=rolefit.settings.database_url, metrics=metrics)
    return create_app(Rolefit(settings, rolefit.process))


def test_requests_are_counted_by_route_method_and_status(served: FlaskClient) -> None:
    for path in ("/api/v1/roles/data-engineer", "/api/v1/roles/devops-engineer", "/api/v1/roles/none", "/x"):
        served.get(path)
    found = read(served)
    role = {"method": "GET", "route": "/api/v1/roles/<role_id>"}
    assert found[named("rolefit_requests_total", **role, status="200")] == 2
    assert found[named("rolefit_requests_total", **role, status="404")] == 1
    assert found[named("rolefit_requests_total", method="GET", route="unmatched", status="404")] == 1
    assert found[named("rolefit_request_seconds_count", **role)] == 3


def test_stages_and_documents_are_counted(served: FlaskClient, resume_pdf: bytes) -> None:
    for content in (resume_pdf, resume_pdf, b"%PDF-1.7\n1 0 obj\n<<", b""):
        served.post("/api/v1/match", **multipart(content, "cv.pdf"))
    served.post("/", **multipart(b"", "cv.pdf"))
    found = read(served)
    for outcome, times in (("ready", 2), ("damaged", 1), ("empty", 2)):
        assert found[named("rolefit_documents_total", outcome=outcome)] == times
    for stage in ("extract", "profile", "rank"):
        assert found[named("rolefit_stage_seconds_count", stage=stage)] == 2
    assert found[named("rolefit_stage_seconds_count", stage="read")] == 5


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "ready"), (Damaged("cv.pdf", "torn"), "damaged"), (ValueError("x"), "internal-error")],
)
def test_what_becomes_of_a_document_is_named_as_its_problem(error: Exception | None, outcome: str) -> None:
    metrics = Metrics(dict)
    with suppress(Damaged, ValueError), metrics.counted_document():
        if error is not None:
            raise error
    found = samples_in(metrics.exposition().decode())
    assert found[named("rolefit_documents_total", outcome=outcome)] == 1


def test_jobs_are_counted_when_they_are_asked_for() -> None:
    jobs: Mapping[str, int] = {"waiting": 3, "running": 1}
    metrics = Metrics(lambda: jobs)
    assert samples_in(metrics.exposition().decode())[named("rolefit_jobs", state="waiting")] == 3


def test_labels_hold_nothing_of_a_request(served: FlaskClient) -> None:
    served.get("/api/v1/skills?q=Zanzibaria")
    served.get("/Zanzibaria")
    served.open("/healthz", method="ZANZIBARIA")
    served.post("/api/v1/match", json={"text": "Zanzibaria", "Zanzibaria": 1})
    assert "zanzibaria" not in served.get("/metrics").get_data(as_text=True).lower()


@pytest.mark.parametrize(
    ("address", "headers", "allowed"),
    [
        ("127.0.0.1", {}, True),
        ("127.8.9.1", {}, True),
        ("::1", {}, True),
        ("::ffff:127.0.0.1", {}, True),
        ("10.0.0.7", {}, False),
        ("::ffff:10.0.0.7", {}, False),
        ("2001:db8::1", {}, False),
        ("", {}, False),  # a Unix socket: whoever is behind it
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, False),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.7"}, False),
    ],
)
def test_only_this_machine_may_read(
    served: FlaskClient, address: str, headers: dict[str, str], *, allowed: bool
) -> None:
    response = served.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
    assert response.status_code == (200 if allowed else 403)
    if not allowed:
        assert response.get_json()["type"] == "/problems/forbidden"
        assert "MATCHER_METRICS=open" in response.get_json()["detail"]


def test_metrics_can_be_opened_and_closed(rolefit: Rolefit) -> None:
    far = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}
    assert with_metrics(rolefit, "open").test_client().get("/metrics", **far).status_code == 200
    assert with_metrics(rolefit, "off").test_client().get("/metrics").status_code == 404
    with pytest.raises(InvalidSetting):
        Settings.from_env({"MATCHER_METRICS": "public"})


def test_workers_add_up_and_a_new_one_goes_on_where_the_old_one_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    monkeypatch.setattr(WorkerNumber, "current", 0)
    before_forking = Metrics(lambda: {"waiting": 2})
    for worker in (1, 2, 1):
        WorkerNumber.current = worker
        before_forking.count_request(Answered("GET", "/healthz", 200, 19, start_stopwatch()))
    found = samples_in(before_forking.exposition().decode())
    healthy = named("rolefit_requests_total", method="GET", route="/healthz", status="200")
    assert found[healthy] == 3
    assert found[named("rolefit_jobs", state="waiting")] == 2
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {f"{kind}_{worker}.db" for kind in ("counter", "histogram") for worker in (1, 2)}
    replacing = Metrics(dict)
    replacing.count_request(Answered("GET", "/healthz", 200, 19, start_stopwatch()))
    assert samples_in(replacing.exposition().decode())[healthy] == 4
    assert {path.name for path in tmp_path.iterdir()} == files


def test_every_metric_is_in_the_docs(served: FlaskClient) -> None:
    page = (Path(__file__).parents[2] / "docs" / "growing.md").read_text("utf-8")
    told = served.get("/metrics").get_data(as_text=True)
    names = re.findall(r"^# TYPE (rolefit_\w+?) ", told, re.MULTILINE)
    assert names
    assert not [name for name in names if f"`{name}`" not in page]
