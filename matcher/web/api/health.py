"""Whether the process lives, and whether it can serve."""

from flask import Response
from marshmallow import Schema
from werkzeug.exceptions import ServiceUnavailable

from matcher.storage import has_all_tables
from matcher.web.api.blueprint import blueprint, json_response, problems
from matcher.web.api.shapes import text
from matcher.web.current import service

health = blueprint("health", "Liveness and readiness")


class AliveSchema(Schema):
    status = text()


class ReadySchema(Schema):
    status = text()
    database = text(metadata={"description": "That the database answers"})
    migrations = text(metadata={"description": "That the database has the tables of this version"})
    taxonomy = text(metadata={"description": "The digest of the taxonomy in use"})


@health.get("/healthz")
@health.response(200, AliveSchema)
@health.doc(security=[])
def alive() -> Response:
    """The process answers."""
    return json_response({"status": "alive"})


@health.get("/readyz")
@health.response(200, ReadySchema)
@health.doc(
    security=[],
    responses=problems(_503="Not ready: `errors` names each part that is not, and what to do"),
)
def ready() -> Response:
    """The database answers with the tables of this version, and the taxonomy is loaded."""
    missing = _missing()
    if missing:
        unready = ServiceUnavailable(" ".join(missing.values()))
        unready.data = {"messages": missing}  # type: ignore[attr-defined]  # where flask-smorest puts them
        raise unready
    digest = service().process.lexicon.taxonomy.digest
    return json_response({"status": "ready", "database": "ready", "migrations": "ready", "taxonomy": digest})


def _missing() -> dict[str, str]:
    """The parts that are not ready, each with what to do."""
    database = service().process.database
    if not database.answers():
        return {"database": "The database does not answer. Check MATCHER_DATABASE_URL and the server."}
    if not has_all_tables(database):
        return {"migrations": "The database lacks tables of this version. Run `matcher db upgrade`."}
    return {}
