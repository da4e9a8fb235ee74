"""What the OpenAPI document says of parameters wherever they stand."""

from typing import Any

from apispec import BasePlugin

from matcher.web.api.blueprint import problems

_ON_PATHS: dict[str, dict[str, Any]] = {
    "label": {
        "description": "1 to 50 printable characters, no comma or slash",
        "schema": {"type": "string", "minLength": 1, "maxLength": 50, "pattern": "^[^,/]+$"},
    },
    "other_id": {"example": "data-scientist"},
    "role_id": {"example": "data-engineer"},  # ids that everybody has, to try the routes with
}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "A key of your own for this request, kept for a day: sent again with the same request, "
    "the answer is the same and nothing is done twice; with another request it is refused (422)",
}
_OTHER_TYPE = problems(_415="The body is of another type, or says none")


class ParametersPlugin(BasePlugin):
    """Says more of parameters in paths than their names, and what holds for every POST and body of JSON."""

    def path_helper(self, *_: Any, parameters: list[dict[str, Any]] | None = None, **__: Any) -> None:
        for parameter in parameters or ():
            parameter.update(_ON_PATHS.get(parameter["name"], {}))

    def operation_helper(self, *_: Any, operations: dict[str, Any] | None = None, **__: Any) -> None:
        if operations and "post" in operations:
            operations["post"].setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
        for operation in (operations or {}).values():
            if "application/json" in operation.get("requestBody", {}).get("content", {}):
                operation["responses"] = _OTHER_TYPE | operation["responses"]
