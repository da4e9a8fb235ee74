"""Every example of docs/integrations.md is run with its payload, against our server and one like theirs."""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest
from databases import NewDatabase
from serving import free_port, served
from werkzeug import Request, Response
from werkzeug.serving import make_server

from matcher.domain.outbound import SendPolicy
from matcher.outbound import Sender, new_secret, signed_headers

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = REPOSITORY / "docs" / "examples"
PAGE = (REPOSITORY / "docs" / "integrations.md").read_text("utf-8")
SYSTEMS = {
    "greenhouse": "greenhouse:6200001",
    "lever": "lever:5b7e2f14-2222-4d0c-9a0e-6f1d2c3b0002",
    "workable": "workable:ce4da98",
    "ashby": "ashby:e9ed20fd-5555-4a6b-8a51-0c6a5a7d0005",
    "merge": "merge:2872ba14-9999-492b-be96-e5eee6fc0009",
}
FILES = "https://files.example"
KEY = "Basic " + base64.b64encode(b"secret:").decode()
LABELS = ["data engineer", "job fair leipzig", "streaming"]
TAGS = ["Streaming", "Job fair, Leipzig"]
OPPORTUNITY = "/opportunities/5b7e2f14-2222-4d0c-9a0e-6f1d2c3b0002"
MERGED = "2872ba14-9999-492b-be96-e5eee6fc0009"
Run = Callable[..., subprocess.CompletedProcess[str]]


class ApplicantSystem:
    """Answers as the systems of the examples do; files are given to whoever has their address."""

    def __init__(self, resume: str) -> None:
        self._resume = resume
        self.keys_at_files: list[str | None] = []

    def __call__(self, environ: dict[str, object], start_response: object) -> object:
        return self._answer(Request(environ))(environ, start_response)  # type: ignore[arg-type]

    def _answer(self, request: Request) -> Response:
        if request.path == "/ilse-verhagen.txt":
            self.keys_at_files.append(request.headers.get("Authorization"))
            return Response(self._resume)
        if not self._may_ask(request):
            return Response(status=401)
        if request.path.endswith("/download"):
            return Response(status=302, headers={"Location": f"{request.host_url}ilse-verhagen.txt"})
        body = json.loads(request.data) if request.data else {}
        asked = request.full_path.rstrip("?")
        return Response(json.dumps(_of_labels(asked) or self._api(asked, body, request.host_url)))

    @staticmethod
    def _may_ask(request: Request) -> bool:
        if request.path.startswith(("/candidates/", "/applications")):
            sent = (request.headers.get("Authorization"), request.headers.get("X-Account-Token"))
            return sent == ("Bearer secret", "account")
        return request.headers.get("Authorization") == KEY

    def _api(self, path: str, body: dict[str, str], address: str) -> object:
        file = {"name": "ilse-verhagen.txt", "ext": ".txt", "downloadUrl": f"{address}x"}
        if path == f"{OPPORTUNITY}/resumes":
            old = {"id": "r0", "createdAt": 1, "file": {**file, "name": "old.txt"}}
            return {"data": [old, {"id": "r1", "createdAt": 2, "file": file}, {"id": "r2", "createdAt": 3}]}
        if path == "/candidate.info":
            handle = {"id": "f", "name": "ilse-verhagen.txt", "handle": "signed"}
            tags = [{"id": "t", "title": title, "isArchived": False} for title in TAGS]
            found = {"id": body["id"], "resumeFileHandle": handle, "tags": tags}
            return {"success": True, "results": found}
        assert (path, body) == ("/file.info", {"fileHandle": "signed"})
        return {"success": True, "results": {"url": f"{address}ilse-verhagen.txt"}}


def _of_labels(asked: str) -> object:
    """What is asked for labels alone; an application may be one for no posting."""
    applications = [{"id": "a1", "posting": "p1"}, {"id": "a2", "posting": None}]
    jobs = [{"id": "m1", "job": {"id": "j1", "name": "Data Engineer"}}, {"id": "m2", "job": None}]
    answers: dict[str, object] = {
        f"{OPPORTUNITY}?expand=applications": {"data": {"tags": TAGS, "applications": applications}},
        "/postings/p1": {"data": {"id": "p1", "text": "Data Engineer"}},
        f"/candidates/{MERGED}": {"id": MERGED, "tags": TAGS},
        f"/applications?candidate_id={MERGED}&expand=job": {"next": None, "results": jobs},
    }
    return answers.get(asked)


@pytest.fixture
def applicant_system(resume_text: str) -> Iterator[tuple[ApplicantSystem, str]]:
    system = ApplicantSystem(resume_text)
    server = make_server("127.0.0.1", 0, system)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield system, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run_example(address: str, applicant_system: tuple[ApplicantSystem, str]) -> Run:
    """Runs an example as a program of its own, with a payload on standard input."""
    theirs = applicant_system[1]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(EXAMPLES),
        "PYTHONUTF8": "1",
        "ROLEFIT_URL": address,
        **{f"{system}_API": theirs for system in ("LEVER", "ASHBY", "MERGE")},
        **{f"{system}_KEY": "secret" for system in ("LEVER", "ASHBY", "MERGE")},
        "MERGE_ACCOUNT": "account",
    }

    def run(name: str, payload: str = "", *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py"), *arguments],
            input=payload.replace(FILES, theirs),
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def payload_of(system: str) -> str:
    return (EXAMPLES / f"{system}.json").read_text("utf-8")


def stored(address: str) -> list[dict[str, Any]]:
    with urlopen(f"{address}/api/v1/resumes?limit=200") as answer:  # noqa: S310  # our own server
        items: list[dict[str, Any]] = json.load(answer)["items"]
        return items


@pytest.mark.parametrize(("system", "external_id"), SYSTEMS.items())
def test_an_application_is_stored_once_however_often_it_is_told(
    system: str,
    external_id: str,
    run_example: Run,
    address: str,
    applicant_system: tuple[ApplicantSystem, str],
) -> None:
    first, again = (run_example(system, payload_of(system)) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert re.match(r"stored as \w{26}\n +\d+\.\d\d  data-engineer\n", first.stdout)
    assert again.stdout == first.stdout
    (found,) = [each for each in stored(address) if each["external_id"] == external_id]
    assert (found["filename"], found["labels"]) == ("ilse-verhagen.txt", LABELS)
    assert applicant_system[0].keys_at_files == [None, None]


def test_a_second_application_of_the_same_person_is_one_more_label(run_example: Run, address: str) -> None:
    first = payload_of("workable").replace("ce4da98", "ce4da99")
    again = first.replace("Data Engineer", "Data/ML Engineer").replace('"Streaming", ', "")
    for payload in (first, again, again):
        assert run_example("workable", payload).returncode == 0
    (found,) = [each for each in stored(address) if each["external_id"] == "workable:ce4da99"]
    assert found["labels"] == sorted([*LABELS, "data ml engineer"])


@pytest.mark.parametrize(
    ("system", "old", "new"),
    [
        ("greenhouse", '"jobs": [{"id": 41, "name": "Data Engineer"}]', '"jobs": [{"id": 41}]'),
        ("greenhouse", '"tags": ["Streaming", "Job fair, Leipzig"],', '"tags": null,'),
        ("workable", '"job": {"shortcode": "GROOV003", "title": "Data Engineer"},', ""),
        ("workable", '["Streaming", "Job fair, Leipzig"]', '["\u200b", "", ",", null]'),
        ("ashby", '"title": "Data Engineer"', '"title": null'),
    ],
)
def test_no_resume_is_lost_for_want_of_what_makes_labels(
    system: str, old: str, new: str, run_example: Run
) -> None:
    payload = payload_of(system)
    assert old in payload
    told = run_example(system, payload.replace(old, new))
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("system", "old", "new"),
    [
        ("greenhouse", "new_candidate_application", "delete_application"),
        ("greenhouse", '"type": "resume"', '"type": "other"'),
        ("lever", "applicationCreated", "candidateDeleted"),
        ("workable", f'"{FILES}/ilse-verhagen.txt?Expires=1"', "null"),
        ("ashby", "applicationSubmit", "ping"),
        ("merge", '"RESUME"', '"COVER_LETTER"'),
        ("merge", f"{FILES}/ilse-verhagen.txt", "file:///etc/hostname"),
    ],
)
def test_what_brings_no_resume_says_so(system: str, old: str, new: str, run_example: Run) -> None:
    payload = payload_of(system)
    assert old in payload
    told = run_example(system, payload.replace(old, new))
    assert told.returncode == 1
    assert re.fullmatch(r"(no|the address) [^\n]+\n", told.stderr)


def test_the_quickstart_stores_ranks_and_explains(run_example: Run) -> None:
    told = run_example("quickstart", "", str(REPOSITORY / "docs" / "example-resume.pdf"), "data-engineer")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("stored as ")
    assert "  example-resume.pdf\n" in told.stdout
    assert "\nmet: " in told.stdout
    assert re.search(r"\nmissing: .+ \(\+\d+\.\d\d\)\n", told.stdout)


def test_a_problem_is_said_in_words(run_example: Run, tmp_path: Path) -> None:
    (tmp_path / "cv.exe").write_bytes(b"\x7fELF" + bytes(100))
    told = run_example("quickstart", "", str(tmp_path / "cv.exe"), "data-engineer")
    assert told.returncode == 1
    assert told.stderr.startswith("The type of the file is not read here: ")


def test_a_service_that_does_not_answer_is_said_in_words(run_example: Run) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    told = run_example("workable", payload_of("workable"), ROLEFIT_URL=address)
    assert told.returncode == 1
    assert told.stderr.startswith(f"Rolefit does not answer at {address}: ")


class BusyService:
    """Asks to wait a few times before it answers: with a problem, or like a proxy where it has no `slug`."""

    def __init__(self, times: int, status: int, slug: str) -> None:
        self.left = times
        self._status, self._slug = status, slug

    def __call__(self, environ: dict[str, object], start_response: object) -> object:
        self.left -= 1
        answer = self._problem() if self.left >= 0 else Response('{"id": "a", "fits": []}')
        return answer(environ, start_response)  # type: ignore[arg-type]

    def _problem(self) -> Response:
        body = {"type": f"/problems/{self._slug}", "title": "Busy", "detail": "Wait."}
        media_type = "application/problem+json" if self._slug else "text/html"
        return Response(json.dumps(body), self._status, {"Retry-After": "0", "Content-Type": media_type})


@pytest.mark.parametrize(
    ("times", "status", "slug", "told"),
    [
        (0, 503, "database-away", ""),
        (5, 503, "database-away", ""),
        (1, 429, "too-many-requests", ""),
        (1, 502, "", ""),
        (1, 504, "", ""),
        (1, 409, "idempotency-key-in-use", ""),
        (1, 409, "role-taken", "Busy: Wait.\n"),
        (1, 409, "", "http://127.0.0.1:0000 answers 409 CONFLICT\n"),
        (1, 500, "internal-error", "Busy: Wait.\n"),
        (6, 503, "database-away", "Busy: Wait.\n"),
        (6, 503, "", "http://127.0.0.1:0000 answers 503 SERVICE UNAVAILABLE\n"),
    ],
)
def test_a_busy_service_is_asked_again_five_times(
    times: int, status: int, slug: str, told: str, run_example: Run
) -> None:
    server = make_server("127.0.0.1", 0, BusyService(times, status, slug))
    with ThreadPoolExecutor(1) as threads:
        threads.submit(server.serve_forever)
        address = f"http://127.0.0.1:{server.server_port}"
        run = run_example("workable", payload_of("workable"), ROLEFIT_URL=address)
        server.shutdown()
    server.server_close()
    assert run.stderr == told.replace("http://127.0.0.1:0000", address)


def test_one_message_four_times_at_once_ends_well_each_time(
    run_example: Run, new_database: NewDatabase
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "matcher", "serve", "--port", str(port), "--workers", "4", "--jobs", "0"]
    with served(command, port, {"MATCHER_DATABASE_URL": new_database()}), ThreadPoolExecutor(4) as threads:
        address = f"http://127.0.0.1:{port}"
        runs = threads.map(
            lambda _: run_example("greenhouse", payload_of("greenhouse"), ROLEFIT_URL=address), range(4)
        )
        told = [(run.returncode, run.stderr, run.stdout) for run in runs]
        assert len(stored(address)) == 1
    assert len(set(told)) == 1
    assert told[0][:2] == (0, "")


def test_the_function_erases_what_came_in_before(
    address: str, run_example: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        run_example("greenhouse", payload_of("greenhouse"))
    (kept,) = (each["id"] for each in stored(address) if each["external_id"] == SYSTEMS["greenhouse"])
    monkeypatch.setenv("ROLEFIT_URL", address)
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.delitem(sys.modules, "rolefit", raising=False)
    (example,) = re.findall(r"```python\n(from urllib.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102  # the page's own example
    names["erase_candidate"](SYSTEMS["greenhouse"], but=kept)
    assert kept in {each["id"] for each in stored(address)}
    names["erase_candidate"](SYSTEMS["greenhouse"])
    assert kept not in {each["id"] for each in stored(address)}
    monkeypatch.delitem(sys.modules, "rolefit")


def test_the_receiver_shows_what_is_genuine_and_refuses_the_rest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    receiver = import_module("receiver")
    secret, body = new_secret(), b'{"type": "webhook.test"}'
    monkeypatch.setattr(receiver, "SECRET", secret)
    server = receiver.HTTPServer(("127.0.0.1", 0), receiver.Receiver)
    with ThreadPoolExecutor(1) as threads:
        threads.submit(server.serve_forever)
        policy = SendPolicy(frozenset({"http"}), private_addresses=True)
        for signed_with in (secret, new_secret()):
            headers = signed_headers([signed_with], "msg_1", datetime.now(UTC), body)
            sent = Sender(policy).send(f"http://127.0.0.1:{server.server_port}/", headers, body)
            assert sent.status == (204 if signed_with == secret else 401)
        server.shutdown()
    server.server_close()
    assert capsys.readouterr().out == 'msg_1 {"type": "webhook.test"}\n'


def test_the_key_is_sent(run_example: Run) -> None:
    told = run_example("workable", payload_of("workable"), ROLEFIT_KEY="rolefit_wrong")
    assert told.returncode == 1
    assert "key" in told.stderr


# What `openssl dgst -sha256 -hmac secret` makes of the body, and for Lever of its token and moment.
NEW = b'{"action": "new"}'
LEVER = b'{"token": "0f3b7c", "triggeredAt": 1793606400000, "signature": "%s"}'
OF_NEW = "161b5536f503cb66b07e12d4ea501f7079b9e9f45ebea2f16a058663b6572e9e"
OF_LEVER = b"db30384016b6e69c615cdf01135cc236313f335f8688c863c1ebad83cf893b3b"
SIGNED = [
    ("greenhouse", {"signature": f"sha256 {OF_NEW}"}, NEW),
    ("workable", {"x-workable-signature": OF_NEW}, NEW),
    ("ashby", {"ashby-signature": f"sha256={OF_NEW}"}, NEW),
    ("merge", {"x-merge-webhook-signature": "FhtVNvUDy2awfhLU6lAfcHm56fRevqLxagWGY7ZXLp4="}, NEW),
    ("merge", {"x-merge-webhook-signature": "FhtVNvUDy2awfhLU6lAfcHm56fRevqLxagWGY7ZXLp4"}, NEW),
    ("lever", {}, LEVER % OF_LEVER),
]
UNSIGNED = [
    *[(system, headers, b'{"action": "old"}') for system, headers, body in SIGNED if body == NEW],
    *[(system, {}, body) for system, _, body in SIGNED if body == NEW],
    ("greenhouse", {"signature": OF_NEW}, NEW),
    ("ashby", {"ashby-signature": f"sha256 {OF_NEW}"}, NEW),
    ("workable", {"x-workable-signature": "ä"}, NEW),
    ("lever", {}, LEVER % OF_NEW.encode()),
    ("lever", {}, LEVER.replace(b"6400000", b"6400001") % OF_LEVER),
    ("lever", {}, b'{"token": "0f3b7c", "triggeredAt": 1793606400000}'),
]


@pytest.fixture
def is_signed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    found: Callable[..., bool] = import_module("signatures").is_genuine
    return found


@pytest.mark.parametrize(("system", "headers", "body"), SIGNED)
def test_a_signature_of_the_system_is_known(
    system: str, headers: dict[str, str], body: bytes, is_signed: Callable[..., bool]
) -> None:
    assert is_signed(system, "secret", headers, body)
    assert not is_signed(system, "other", headers, body)


@pytest.mark.parametrize(("system", "headers", "body"), UNSIGNED)
def test_what_the_system_did_not_sign_is_refused(
    system: str, headers: dict[str, str], body: bytes, is_signed: Callable[..., bool]
) -> None:
    assert not is_signed(system, "secret", headers, body)


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_page_shows_what_is_run(system: str) -> None:
    assert f"```json\n{payload_of(system)}```" in PAGE
    assert f"```python\n{(EXAMPLES / f'{system}.py').read_text('utf-8')}```" in PAGE


def test_every_program_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"examples/([\w.-]+)", PAGE))
    assert named >= {"rolefit.py", "quickstart.py"}
    assert all((EXAMPLES / name).is_file() for name in named)
    programs = {path.stem for path in EXAMPLES.glob("*.py")}
    assert programs == {*SYSTEMS, "rolefit", "quickstart", "receiver", "signatures"}
