"""The door of a URL: what is fetched is taken in like what is uploaded, and nothing else is asked for."""

import json
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import AS_OF, RESUME
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import LOOPBACK, Site, resolving

from matcher.assembly import Rolefit
from matcher.domain.outbound import AllowedHost, FetchPolicy
from matcher.jobs.performing import Performer
from matcher.outbound import Fetcher, Machine

HOST = "files.example"
Json = dict[str, Any]
Allow = Callable[..., None]


@pytest.fixture
def allow(rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch) -> Allow:
    """Lets files.example be fetched from, on a port of this machine."""

    def on(port: int, **changes: Any) -> None:
        usual = FetchPolicy(
            allowed_hosts=(AllowedHost.parse(f"{HOST}:{port}"),),
            allowed_schemes=frozenset({"http", "https"}),
            seconds=5,
            private_addresses=True,
        )
        policy = replace(usual, **changes)
        monkeypatch.setattr(rolefit, "settings", replace(rolefit.settings, fetching=policy))
        fetcher = Fetcher(policy, resolving(files_example=[LOOPBACK]))
        monkeypatch.setitem(rolefit.process.__dict__, "fetcher", fetcher)

    return on


@pytest.fixture
def url(site: Site, allow: Allow) -> str:
    """Where a résumé lies that may be fetched."""
    allow(site.port)
    site.puts("/files/vera.txt?key=hush", RESUME.encode())
    return f"http://{HOST}:{site.port}/files/vera.txt?key=hush"


def lines(*bodies: Json) -> Json:
    data = b"\n".join(json.dumps(each).encode() for each in bodies)
    return {"data": data, "content_type": "application/x-ndjson"}


def test_a_url_gives_what_the_file_at_it_gives(client: FlaskClient, url: str, site: Site) -> None:
    by_url = client.post("/api/v1/match", json={"url": url, "as_of": str(AS_OF)})
    assert by_url.status_code == 200
    assert [each.path for each in site.heard] == ["/files/vera.txt?key=hush"]
    by_text = client.post("/api/v1/match", json={"text": RESUME, "as_of": str(AS_OF)}).get_json()
    assert by_url.get_json()["fits"] == by_text["fits"]
    assert by_url.get_json()["document"]["filename"] == "vera.txt"


def test_what_was_fetched_is_kept_as_the_original(client: FlaskClient, rolefit: Rolefit, url: str) -> None:
    sent = {"url": url, "filename": "v.txt", "external_id": "hr-1", "as_of": str(AS_OF)}
    answer = client.post("/api/v1/resumes", json=sent)
    assert answer.status_code == 201
    stored = answer.get_json()
    assert stored["document"]["filename"] == "v.txt"
    with rolefit.database.unit_of_work() as unit:
        assert unit.resumes.original(stored["id"]) == RESUME.encode()
    again = client.post("/api/v1/resumes", json=sent)
    assert (again.status_code, again.get_json()["id"]) == (200, stored["id"])


def test_labels_come_with_what_was_fetched(client: FlaskClient, rolefit: Rolefit, url: str) -> None:
    answer = client.post("/api/v1/resumes", json={"url": url, "labels": ["Backend"]})
    assert answer.get_json()["labels"] == ["backend"]
    client.post("/api/v1/batches?labels=spring", **lines({"url": url, "labels": ["own"]}))
    assert Performer(rolefit).perform_next()
    (batched,) = client.get("/api/v1/resumes?label=spring").get_json()["items"]
    assert batched["labels"] == ["own", "spring"]


def test_an_advert_may_stand_at_a_url(client: FlaskClient, url: str, site: Site) -> None:
    site.puts("/advert.txt", b"Data Engineer\n\nRequirements\n- 3+ years of Python\n- SQL\n")
    answer = client.post(
        "/api/v1/roles/draft", json={"url": url.replace("/files/vera.txt?key=hush", "/advert.txt")}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("http://other.example/cv.pdf", "address-refused"),
        ("file:///etc/passwd", "address-refused"),
        ("not an address", "address-refused"),
        ("", "address-refused"),
        ("http://files.example:{port}/absent.pdf", "fetch-failed"),
        ("http://files.example:{port}/big.txt", "fetch-failed"),
        ("http://files.example:{port}/program", "unknown-type"),
        ("http://files.example/\nx", "invalid-input"),
        ("\ud800", "invalid-input"),
    ],
)
def test_what_gives_no_resume_is_told(
    client: FlaskClient, site: Site, allow: Allow, address: str, slug: str
) -> None:
    allow(site.port, max_bytes=50)
    site.puts("/big.txt", b"x" * 51)
    site.puts("/program", b"\x7fELF" + bytes(20))
    answer = client.post("/api/v1/resumes", json={"url": address.format(port=site.port)})
    assert answer.status_code in {415, 422}
    assert answer.get_json()["type"] == f"/problems/{slug}"


@pytest.mark.parametrize("route", ["match", "resumes", "roles/draft"])
def test_off_unless_hosts_are_named(client: FlaskClient, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", pytest.fail)
    answer = client.post(f"/api/v1/{route}", json={"url": "https://files.example/cv.pdf"})
    assert answer.status_code == 422
    assert "MATCHER_FETCH_HOSTS" in answer.get_json()["detail"]


def test_a_batch_with_a_url_is_refused_where_fetching_is_off(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/batches", **lines({"text": RESUME}, {"url": "https://files.example/cv.pdf"})
    )
    assert answer.status_code == 422
    assert "Line 2: " in answer.get_json()["detail"]
    assert "MATCHER_FETCH_HOSTS" in answer.get_json()["detail"]
    assert client.get("/api/v1/batches").get_json()["items"] == []


@pytest.mark.parametrize("other", ["text", "content_base64", "json_resume"])
def test_a_url_is_one_of_the_doors(client: FlaskClient, other: str) -> None:
    answer = client.post("/api/v1/match", json={"url": "https://files.example/cv.pdf", other: "x"})
    assert answer.get_json()["reason"] == "must have exactly one of text, content_base64, json_resume, url"
    assert client.post("/api/v1/match", json={"url": 7}).get_json()["field"] == "url"


def test_in_a_batch_the_job_fetches(client: FlaskClient, rolefit: Rolefit, url: str, site: Site) -> None:
    absent = url.replace("vera.txt", "absent.txt")
    named = {"url": url, "external_id": "hr-2", "filename": "named.txt"}
    sent = client.post("/api/v1/batches", **lines({"url": url}, named, {"url": absent}))
    batch = sent.get_json()["id"]
    assert site.heard == []
    performer = Performer(rolefit)
    while performer.perform_next():
        pass
    items = client.get(f"/api/v1/batches/{batch}/items").get_json()["items"]
    assert [each["state"] for each in items] == ["done", "done", "failed"]
    assert [each["filename"] for each in items] == [None, "named.txt", None]
    assert items[2]["problem"]["type"] == "/problems/fetch-failed"
    assert "hush" not in client.get(f"/api/v1/batches/{batch}/items").text
    first = client.get(f"/api/v1/resumes/{items[0]['resume']}").get_json()
    assert first["document"]["filename"] == "vera.txt"
    with rolefit.database.unit_of_work() as unit:
        assert unit.resumes.original(items[1]["resume"]) == RESUME.encode()


ODD = st.sampled_from(
    [
        "http://files.example:{port}/vera.txt",
        "http://files.example:{port}@other.example/",
        "http://other.example#@files.example:{port}/",
        "http://files.example.:{port}/vera.txt",
        "//files.example:{port}/",
        "http://[::1]:{port}/",
        "http://127.0.0.1:{port}/",
        "gopher://files.example:{port}/",
    ]
) | st.text(max_size=40).map("http://{}/".format)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=ODD)
def test_nothing_but_the_named_host_is_ever_asked(
    client: FlaskClient, rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    asked: list[object] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return [LOOPBACK]

    def connect(target: tuple[str, int], _: float) -> socket.socket:
        asked.append(target)
        raise OSError

    policy = FetchPolicy((AllowedHost.parse(f"{HOST}:9999"),), frozenset({"http"}), private_addresses=True)
    fetcher = Fetcher(policy, Machine(resolve=resolve, connect=connect))
    monkeypatch.setitem(rolefit.process.__dict__, "fetcher", fetcher)
    answer = client.post("/api/v1/match", json={"url": address.replace("{port}", "9999")})
    assert answer.status_code == 422
    assert asked in ([], [HOST, (LOOPBACK, 9999)])
