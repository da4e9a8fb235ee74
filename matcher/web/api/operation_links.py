"""Names the operations of the OpenAPI document, and links answers to what can be done with what they tell.

A link says which operation takes what stands in an answer, and where it stands there. It is derived from the
names of the parameters in paths and from the table of what answers tell of these.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apispec import BasePlugin
from werkzeug.routing import Rule

_NAMED = re.compile(r"\{(\w+)\}")
_JSON = "application/json"
_FIRST = "/items/0"
TOLD: dict[str, dict[str, str]] = {  # by the schema of the answer, and first what the answer is about
    "Batch": {"batch_id": "/id"},
    "BatchItemPage": {"resume_id": f"{_FIRST}/resume"},
    "BatchPage": {"batch_id": f"{_FIRST}/id"},
    "CandidatePage": {"resume_id": f"{_FIRST}/id"},
    "Delivery": {"delivery_id": "/id"},
    "DeliveryInFull": {"delivery_id": "/id"},
    "DeliveryPage": {"delivery_id": f"{_FIRST}/id"},
    "FoundPage": {"resume_id": f"{_FIRST}/id"},
    "KeyList": {"prefix": f"{_FIRST}/prefix"},
    "Labels": {"label": _FIRST},
    "MadeKey": {"prefix": "/prefix"},
    "MovePage": {"resume_id": f"{_FIRST}/id"},
    "NewOwnSkill": {"skill_id": "/id"},
    "Note": {"note_id": "/id"},
    "Notes": {"note_id": f"{_FIRST}/id"},
    "OwnSkillList": {"skill_id": f"{_FIRST}/id"},
    "Resume": {"resume_id": "/id", "role_id": "/fits/0/role"},
    "ResumePage": {"resume_id": f"{_FIRST}/id"},
    "Role": {"role_id": "/id", "version": "/version"},
    "RoleHistory": {"version": f"{_FIRST}/version"},
    "RoleList": {"role_id": f"{_FIRST}/id", "other_id": "/items/1/id"},
    "SavedSearch": {"search_id": "/id"},
    "SavedSearchPage": {"search_id": f"{_FIRST}/id"},
    "Webhook": {"webhook_id": "/id"},
    "WebhookList": {"webhook_id": f"{_FIRST}/id"},
    "WebhookWithSecret": {"webhook_id": "/id"},
}
FURTHER: dict[str, dict[str, dict[str, Any]]] = {  # what the names of parameters do not say, by operations
    "get_candidates": {
        "compare_candidates": {
            "parameters": {
                "role_id": "$request.path.role_id",
                "ids": f"{{$response.body#{_FIRST}/id}},{{$response.body#/items/1/id}}",
            }
        }
    },
    "archive_role": {"restore_role": {"parameters": {"role_id": "$response.body#/role"}}},
    "post_draft": {
        "post_role": {"requestBody": "$response.body"},
        "post_what_if_added": {"requestBody": "$response.body"},
    },
    "restore_role": {"get_role": {"parameters": {"role_id": "$response.body#/role"}}},
    "post_skill": {"get_rereading": {}},
}
_TAKES_WHAT_IT_SHOWS = {"put_role": "Role"}  # as its body
_UNSTORED = frozenset({"post_match"})  # a résumé that is not kept has no id
_OF_ARCHIVED = frozenset({"restore_role"})  # what is shown is not archived


@dataclass(frozen=True, slots=True)
class _Operation:
    path: str
    method: str
    described: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.described["operationId"])

    @property
    def named(self) -> list[str]:
        """The parameters in its path."""
        return _NAMED.findall(self.path)

    @property
    def required(self) -> set[str]:
        """All parameters that must be sent."""
        return {*self.named, *(each["name"] for each in self._others if each.get("required"))}

    def takes(self, name: str) -> bool:
        return name in self.named or any(each["name"] == name for each in self._others)

    @property
    def _others(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.described.get("parameters", [])
        return found


@dataclass(frozen=True, slots=True)
class _Answer:
    source: _Operation
    described: dict[str, Any]

    @property
    def schema(self) -> str:
        content = self.described.get("content", {}).get(_JSON, {})
        return str(content.get("schema", {}).get("$ref", "")).rsplit("/", 1)[-1]

    @property
    def told(self) -> Mapping[str, str]:
        return {} if self.source.id in _UNSTORED else TOLD.get(self.schema, {})

    @property
    def about(self) -> str:
        """The parameter in paths that names what it is about; empty where it is about no such thing."""
        return next(iter(self.told), "")

    @property
    def etag(self) -> dict[str, str]:
        """What a change sends as If-Match."""
        return {"If-Match": "$response.header.ETag"} if "ETag" in self.described.get("headers", {}) else {}

    @property
    def known(self) -> dict[str, str]:
        """Where each parameter stands that it tells, or that it was asked with."""
        asked = {name: f"$request.path.{name}" for name in self.source.named}
        return asked | {name: f"$response.body#{pointer}" for name, pointer in self.told.items()} | self.etag

    def leads_to(self, target: _Operation) -> bool:
        """Whether it tells what the target is about and all else that must be sent along.

        A label that is to be put is for the sender to choose, and so is whatever a PUT makes.
        """
        if target is self.source or target.id in _OF_ARCHIVED or self.about not in target.named:
            return False
        unknown = target.required - self.known.keys()
        return not unknown or (target.method == "put" and unknown == {target.named[-1]})

    def shows_all_of_it(self) -> bool:
        """Whether it shows a thing, or has just made it: then everything is linked that can be done with it.

        Lists and answers to changes lead to where the thing is shown.
        """
        is_read = self.source.method == "get" and self.source.path.endswith(f"{{{self.about}}}")
        is_made = self.about not in self.source.named
        return not self.told[self.about].startswith(_FIRST) and (is_read or is_made)


class LinksPlugin(BasePlugin):
    """Names each operation after its view; `link` is to be called once all of them are known."""

    def __init__(self) -> None:
        self._operations: list[_Operation] = []

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **more: Any
    ) -> None:
        rule: Rule = more["rule"]
        for method, described in (operations or {}).items():
            described["operationId"] = rule.endpoint.rsplit(".", 1)[-1]
            self._operations.append(_Operation(str(path), method, described))

    def link(self) -> None:
        for source in self._operations:
            for described in source.described["responses"].values():
                answer = _Answer(source, described)
                links = self._links(answer) if answer.schema else {}
                if links:
                    described["links"] = links

    def _links(self, answer: _Answer) -> dict[str, Any]:
        links = {target.id: _link(answer, target) for target in self._targets(answer)}
        links |= FURTHER.get(answer.source.id, {})
        named = {name: {"operationId": name, **link} for name, link in links.items()}
        return named | ({"next_page": _next_page(answer.source)} if answer.source.takes("cursor") else {})

    def _targets(self, answer: _Answer) -> list[_Operation]:
        found = list(filter(answer.leads_to, self._operations))
        if found and not answer.shows_all_of_it():
            found = [each for each in found if each.path.endswith("}")]
            return [each for each in found if each.method == "get"] or found
        return found


def _link(answer: _Answer, target: _Operation) -> dict[str, Any]:
    parameters = {name: place for name, place in answer.known.items() if target.takes(name)}
    is_body = _TAKES_WHAT_IT_SHOWS.get(target.id) == answer.schema
    return {"parameters": parameters, **({"requestBody": "$response.body"} if is_body else {})}


def _next_page(source: _Operation) -> dict[str, Any]:
    named = {name: f"$request.path.{name}" for name in source.named}
    return {
        "operationId": source.id,
        "description": "The other parameters stay as they were; `next` is null at the end",
        "parameters": {**named, "cursor": "$response.body#/next"},
        **({"requestBody": "$request.body"} if "requestBody" in source.described else {}),
    }
