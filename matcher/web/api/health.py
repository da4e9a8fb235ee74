"""Whether the process lives, and whether it can serve."""

from flask import Response
from marshmallow import Schema
from werkzeug.exceptions import ServiceUnavailable

from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.shapes import text
from matcher.web.current import service

health = blueprint("health", "Liveness and readiness")


class AliveSchema(Schema):
    status = text()


class ReadySchema(Schema):
    status = text()
    taxonomy = text(metadata={"description": "The digest of the taxonomy in use"})


@health.get("/healthz")
@health.response(200, AliveSchema)
@health.doc(security=[])
def alive() -> Response:
    """The process answers."""
    return json_response({"status": "alive"})


@health.get("/readyz")
@health.response(200, ReadySchema)
@health.doc(security=[], responses=problems(_503="The database does not answer"))
def ready() -> Response:
    """The database answers and the taxonomy is loaded."""
    if not service().database.answers():
        raise ServiceUnavailable("The database does not answer. Check MATCHER_DATABASE_URL and the server.")
    return json_response({"status": "ready", "taxonomy": service().process.lexicon.taxonomy.digest})
