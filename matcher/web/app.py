"""Puts the Flask application together."""

from flask import Flask

import matcher
from matcher.assembly import Rolefit
from matcher.logs import set_up_logs
from matcher.settings import Settings
from matcher.web.access import register_access, register_refusals
from matcher.web.api import register_api
from matcher.web.batch_body import register_batch_bodies
from matcher.web.compression import register_compression
from matcher.web.conditional import register_conditional
from matcher.web.cross_origin import register_cross_origin
from matcher.web.errors import register_errors
from matcher.web.headers import register_headers
from matcher.web.idempotency import register_idempotency
from matcher.web.links import register_links
from matcher.web.metrics import register_metrics
from matcher.web.pages import register_pages
from matcher.web.rate_limits import register_rate_limits
from matcher.web.request_ids import register_request_ids
from matcher.web.request_log import register_request_log
from matcher.web.whole_body import register_whole_bodies

_BASE64_GROWTH = (4, 3)
_FORM_ALLOWANCE = 1_000_000
_DESCRIPTION = (
    "Résumés in, ranked role fits out, explained point by point.\n\n"
    "Until there is a first key, this machine answers without one. From then on every call carries "
    "`Authorization: Bearer KEY`: press **Authorize** and paste a key, then try any call below. What a call "
    "needs stands with it as a scope.\n\n"
    "Every error is `application/problem+json`; its `type` is the address of a page that says what to do: "
    "[all kinds](/problems). Lists come in pages: send `next` of an answer as `cursor`."
)


def create_app(rolefit: Rolefit) -> Flask:
    """The application over `rolefit`, with the lexicon and patterns built, ready to be forked."""
    app = Flask(__name__, static_url_path="/static")
    app.config.update(
        API_TITLE="Rolefit",
        API_VERSION=matcher.__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": _DESCRIPTION},
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
            "security": [{"key": []}],
        },
        MAX_CONTENT_LENGTH=_request_bytes(rolefit.settings.limits.file_bytes),
        MAX_FORM_MEMORY_SIZE=_request_bytes(rolefit.settings.limits.file_bytes),
    )
    app.extensions["rolefit"] = rolefit
    register_whole_bodies(app)
    register_request_ids(app)  # hooks behind a view run in reverse, so this one looks at every answer last
    register_request_log(app)  # before what works, so that its time is the whole time
    register_metrics(app, rolefit.process.jobs_by_state)
    register_cross_origin(app)
    register_compression(app)
    rolefit.analyst  # noqa: B018  # before the first request
    register_access(app)
    register_rate_limits(app)  # behind access, which says whose requests are counted together
    register_refusals(app)  # behind the count: who guesses at keys is counted too
    register_batch_bodies(app)
    register_idempotency(app)
    rolefit.process.database.close()  # a connection must not be shared between workers that fork
    register_errors(app)
    register_headers(app)
    register_links(app)
    register_conditional(app)
    register_api(app)
    register_pages(app)
    return app


def app_from_env() -> Flask:
    """The application with the settings of the environment, for WSGI servers."""
    settings = Settings.from_env()
    set_up_logs(settings)
    rolefit = Rolefit(settings)
    rolefit.process.build_before_forking()
    return create_app(rolefit)


def _request_bytes(file_bytes: int) -> int:
    """A file of the greatest size as base64, and room for the other fields."""
    grown, plain = _BASE64_GROWTH
    return file_bytes * grown // plain + _FORM_ALLOWANCE
