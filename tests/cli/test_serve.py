import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from builders import RESUME
from held_reading import Readings
from quick import HELD
from serving import Served, free_port, served

QUICK = Path(__file__).parents[1] / "quick.py"


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Served]:
    port = free_port()
    command = [sys.executable, "-m", "matcher", "serve", "--port", str(port), "--workers", "1"]
    with served(command, port, environment) as started:
        yield started


def test_a_bare_database_is_migrated_and_served_until_told_to_stop(server: Served) -> None:
    assert json.loads(server.get("/healthz")[1]) == {"status": "alive"}
    assert server.get("/readyz")[0] == 200
    assert json.loads(server.get("/api/v1/resumes")[1]) == {"items": [], "next": None}
    assert server.get("/")[0] == 200
    server.ask_to_stop()
    output, log = server.ended()
    assert server.process.returncode == 0
    assert output == f"Rolefit is getting ready on http://127.0.0.1:{server.port}\n"
    routes = [line["route"] for line in log if line["event"] == "request"]
    assert routes == ["/healthz", "/readyz", "/api/v1/resumes", "/"]


def test_a_stop_of_all_its_processes_lets_the_request_at_hand_end(environment: dict[str, str]) -> None:
    port = free_port()
    command = [sys.executable, str(QUICK), "serve", "--port", str(port), "--workers", "1", "--jobs", "1"]
    with (
        Readings() as readings,
        served(command, port, {**environment, **HELD}) as server,
        ThreadPoolExecutor(1) as caller,
    ):
        files = {"file": (readings.name, RESUME.encode())}
        answer = caller.submit(httpx.post, f"http://127.0.0.1:{port}/api/v1/resumes", files=files, timeout=60)
        reading = readings.next()
        server.ask_all_to_stop()
        reading.let_go()
        assert answer.result().status_code == 201
        assert reading.ends()
        server.ended()
        assert server.process.returncode == 0
