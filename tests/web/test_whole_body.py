import io
import json

import pytest
from flask.testing import FlaskClient

CHUNKED = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
LINE = json.dumps({"text": "Knows SQL. " * 100}).encode() + b"\n"


@pytest.mark.parametrize(("over", "status"), [(-1, 202), (0, 413), (1, 413), (5_000, 413)])
def test_no_part_of_a_batch_in_chunks_is_taken_for_the_whole(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, over: int, status: int
) -> None:
    """Cut at the end of a line it would look whole."""
    limit = 50 * len(LINE)
    body = b" " * over + LINE * 50 if over >= 0 else LINE * 49 + b" " * (len(LINE) + over)
    monkeypatch.setattr("matcher.web.batch_body.service", lambda: Service(limit))
    answer = client.post(
        "/api/v1/batches",
        input_stream=io.BytesIO(body),
        content_type="application/x-ndjson",
        environ_overrides=CHUNKED,
    )
    assert answer.status_code == status


class Service:
    """Takes batches up to a limit."""

    def __init__(self, batch_bytes: int) -> None:
        self.settings = self
        self.batch_bytes = batch_bytes
