"""The links of the OpenAPI document: each leads to an operation that takes what it gives, and is followed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from builders import RESUME
from described import NAMED, Checked
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES
from matcher.jobs.performing import Performer
from matcher.web.api.operation_links import FURTHER, TOLD

Json = dict[str, Any]
ADVERT = "Weaver\n\nRequirements\n- 3+ years of Python\n- SQL\n\nNice to have\n- Apache Spark\n"
UNKNOWN = "\n\nSkills\nBarbase, Bazbase, Quuxbase\n"  # more than a page of them
FIXED = {"label": "local", "other_id": "data-scientist", "version": "1"}
MAKERS = {  # by the parameter in paths: what makes it, and where its answer has it
    "batch_id": ("post_batch", "id"),
    "delivery_id": ("send_test", "id"),
    "prefix": ("post_key", "prefix"),
    "resume_id": ("post_resume", "id"),
    "role_id": ("post_role", "id"),
    "search_id": ("post_search", "id"),
    "skill_id": ("post_skill", "id"),
    "webhook_id": ("post_webhook", "id"),
}
LISTS = {  # of what
    "get_keys": ["prefix"],
    "get_own_skills": ["skill_id"],
    "get_searches": ["search_id"] * 3,
    "get_webhooks": ["webhook_id"],
    "list_batches": ["batch_id"] * 3,
    "list_resumes": ["resume_id"] * 3,
}
BEFORE = {"get_deliveries": ["send_test"] * 3, "restore_role": ["archive_role"]}
SEARCH = {"name": "Those", "role": None, "parameters": {"q": "python"}}
BODIES: dict[str, Callable[[int], Json]] = {  # of requests, told apart by a number
    "patch_resume": lambda _: {"stage": "shortlisted"},
    "patch_webhook": lambda _: {"description": "desk"},
    "post_draft": lambda _: {"text": ADVERT},
    "post_key": lambda _: {"name": "desk", "scopes": ["resumes:read"]},
    "post_note": lambda _: {"text": "Calls back"},
    "post_resume": lambda number: {"text": RESUME + UNKNOWN, "external_id": f"hr-{number}"},
    "post_search": lambda _: SEARCH,
    "post_skill": lambda number: {"name": f"Loomstack {number}", "kind": "tool"},
    "post_webhook": lambda _: {"url": "https://receiver.example/hook", "events": ["batch.finished"]},
    "post_what_if": lambda _: {"weights": {"skills": 76, "title": 4}},
    "put_search": lambda _: SEARCH,
}
EXPRESSION = re.compile(r"\$(?:request|response)\.(?:path\.\w+|header\.\w+|body(?:#[\w/]+)?)")


@dataclass(frozen=True)
class Operation:
    path: str
    method: str
    told: Json

    @property
    def parameters(self) -> dict[str, str]:
        """Where each is sent, by its name."""
        others = {each["name"]: each["in"] for each in self.told.get("parameters", ())}
        return dict.fromkeys(NAMED.findall(self.path), "path") | others


@dataclass(frozen=True)
class Asked:
    """A request, by its parameters and what else was sent, and its answer."""

    named: Mapping[str, str]
    body: Json
    answer: TestResponse


@dataclass(frozen=True)
class Link:
    source: str
    status: str
    name: str
    told: Json
    schema: Json

    def __str__(self) -> str:
        return f"{self.source} {self.status} {self.name}"


@pytest.fixture
def document(client: FlaskClient) -> Json:
    found: Json = client.get("/api/v1/openapi.json").get_json()
    return found


@pytest.fixture
def operations(document: Json) -> dict[str, Operation]:
    return {
        told["operationId"]: Operation(path, method, told)
        for path, item in document["paths"].items()
        for method, told in item.items()
        if method != "parameters"
    }


@pytest.fixture
def links(operations: dict[str, Operation]) -> list[Link]:
    return [
        Link(source, status, name, link, answer["content"]["application/json"]["schema"])
        for source, operation in operations.items()
        for status, answer in operation.told["responses"].items()
        for name, link in answer.get("links", {}).items()
    ]


def test_every_operation_has_an_id_of_its_own(document: Json, operations: dict[str, Operation]) -> None:
    assert len(operations) == sum(len(item.keys() - {"parameters"}) for item in document["paths"].values())
    assert all(re.fullmatch("[a-z_]+", name) for name in operations)


def test_links_give_what_their_operations_take(links: list[Link], operations: dict[str, Operation]) -> None:
    assert len(links) > 100
    for link in links:
        target = operations[link.told["operationId"]]
        assert link.told.get("parameters", {}).keys() <= target.parameters.keys(), str(link)
        assert "requestBody" not in link.told or "requestBody" in target.told, str(link)


def test_what_a_link_takes_of_an_answer_stands_there(
    links: list[Link], operations: dict[str, Operation], document: Json
) -> None:
    for link in links:
        source = operations[link.source]
        for expression in EXPRESSION.findall(
            str([link.told.get("parameters"), link.told.get("requestBody")])
        ):
            place, _, rest = expression.removeprefix("$").partition(".")
            if place == "request":
                assert rest == "body" or source.parameters[rest.removeprefix("path.")] == "path", str(link)
            elif rest.startswith("header."):
                assert rest.removeprefix("header.") in source.told["responses"][link.status]["headers"]
            else:
                assert schema_at(link.schema, rest.partition("#")[2], document) is not None, str(link)


def schema_at(schema: Json, pointer: str, document: Json) -> Json | None:
    """The schema of what stands at a place in what `schema` describes."""
    found: Json | None = schema
    for step in pointer.split("/")[1:]:
        found = described(found or {}, document)
        found = found.get("items") if step.isdecimal() else found.get("properties", {}).get(step)
    return found


def described(schema: Json, document: Json) -> Json:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Json = document["components"]["schemas"][name] if name else schema
    return found


def test_every_operation_on_one_thing_is_led_to(links: list[Link], operations: dict[str, Operation]) -> None:
    led_to = {link.told["operationId"] for link in links if link.name != "next_page"}
    assert {name for name, each in operations.items() if "{" in each.path} <= led_to


def test_the_tables_hold_nothing_that_is_not_answered(links: list[Link]) -> None:
    schemas = {link.schema["$ref"].rpartition("/")[2] for link in links}
    assert schemas >= TOLD.keys()
    assert {(link.source, link.name) for link in links} >= {
        (source, target) for source, targets in FURTHER.items() for target in targets
    }


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("post_match", set()),  # nothing is kept
        ("list_resumes", {"get_resume", "next_page"}),
        ("patch_resume", {"get_resume", "get_fit", "get_advice"}),
        ("post_note", {"delete_note"}),
        ("archive_role", {"get_role_version", "restore_role"}),
        ("get_delivery", {"replay_delivery"}),
    ],
)
def test_an_answer_leads_to_what_can_be_done_next(links: list[Link], source: str, names: set[str]) -> None:
    assert {link.name for link in links if link.source == source} == names


class World:
    """Sends requests, and makes what they are about anew each time, so that a link may erase it."""

    def __init__(self, checked: Checked, operations: dict[str, Operation], rolefit: Rolefit) -> None:
        self._checked = checked
        self._operations = operations
        self._rolefit = rolefit
        self._numbers = count()

    def send(self, name: str, named: Mapping[str, str], **options: Any) -> TestResponse:
        """Parameters by their names, wherever they are sent."""
        operation = self._operations[name]
        placed: dict[str, dict[str, str]] = {"path": {}, "query": {}, "header": {}}
        for each, value in named.items():
            placed[operation.parameters[each]][each] = value
        more = {"query_string": placed["query"], "headers": placed["header"], **(self._body(name) | options)}
        return self._checked.send(operation.method, operation.path, placed["path"], **more)

    def ask(self, link: Link) -> Asked:
        """The request that a link starts from: with enough there for a list to have a next page."""
        name, operation = link.source, self._operations[link.source]
        named = {each: self.made(each) for each in NAMED.findall(operation.path)}
        for each in LISTS.get(name, ()):
            self.made(each)
        for each in BEFORE.get(name, ()):
            self.send(each, named)
        more = {"limit": "2", "If-Match": "*"}
        named |= {each: more[each] for each in more.keys() & operation.parameters.keys()}
        body = self._body(name)
        if name == "put_role":
            body = {"json": self.send("get_role", {"role_id": named["role_id"]}).get_json()}
        answer = self.send(name, named, **body)
        if link.status != str(answer.status_code):  # a résumé that was stored before
            answer = self.send(name, named, **body)
        return Asked(named, body, answer)

    def made(self, name: str) -> str:
        """What stands in the place of a parameter in paths."""
        if name in FIXED:
            return FIXED[name]
        maker, key = MAKERS[name]
        needed = {"webhook_id": self.made("webhook_id")} if name == "delivery_id" else {}
        answer = self.send(maker, needed)
        assert answer.status_code < 300, answer.text
        found: str = answer.get_json()[key]
        if name == "resume_id":
            self.send("post_note", {name: found})
        if name == "role_id":
            self.send(
                "put_role", {name: found, "If-Match": "*"}, json={**answer.get_json(), "outlook": "Fine."}
            )
        if name == "batch_id":
            while Performer(self._rolefit).perform_next():
                pass
        return found

    def _body(self, name: str) -> Json:
        number = next(self._numbers)
        if name == "post_batch":
            lines = b"\n".join(b'{"text": "Skills: Python %d"}' % each for each in range(3))
            return {"data": lines, "content_type": "application/x-ndjson"}
        if name in {"post_role", "post_what_if_added"}:
            title = f"Weaver {number}"
            return {
                "json": {**self.send("post_draft", {}).get_json(), "id": f"weaver-{number}", "title": title}
            }
        return {"json": BODIES[name](number)} if name in BODIES else {}


def value(expression: Any, asked: Asked) -> Any:
    """What a runtime expression of OpenAPI stands for."""
    if "{" in expression:
        return re.sub(r"\{(.*?)\}", lambda match: str(value(match[1], asked)), expression)
    place, _, pointer = expression.partition("#")
    if place.startswith("$request.path."):
        return asked.named[place.removeprefix("$request.path.")]
    if place.startswith("$response.header."):
        return asked.answer.headers[place.removeprefix("$response.header.")]
    found = asked.body["json"] if place == "$request.body" else asked.answer.get_json()
    for step in pointer.split("/")[1:]:
        found = found[int(step) if step.isdecimal() else step]
    return found


def test_every_link_leads_where_it_says(
    client: FlaskClient, document: Json, rolefit: Rolefit, operations: dict[str, Operation], links: list[Link]
) -> None:
    key = rolefit.access.create("links", ALL_SCOPES)["key"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    world = World(Checked(client, document), operations, rolefit)
    for _ in range(3):
        world.made("resume_id")
    asked: dict[tuple[str, str], Asked] = {}
    for link in links:
        target, start = operations[link.told["operationId"]], (link.source, link.status)
        if start not in asked:
            asked[start] = world.ask(link)
        here = asked[start] if target.method == "get" else asked.pop(start)
        assert here.answer.status_code == int(link.status), (str(link), here.answer.text)
        named = {name: str(value(each, here)) for name, each in link.told.get("parameters", {}).items()}
        unnamed = set(NAMED.findall(target.path)) - named.keys()
        body = {"json": value(link.told["requestBody"], here)} if "requestBody" in link.told else {}
        answer = world.send(link.told["operationId"], named | {each: FIXED[each] for each in unnamed}, **body)
        assert answer.status_code < 300, (str(link), answer.text)
