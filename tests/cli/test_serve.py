import json
import sys
from collections.abc import Iterator

import pytest
from serving import Served, free_port, served


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
