"""The REST API under /api/v1, its OpenAPI document and its interactive page."""

from flask import Flask

from matcher.web.api.advice import advice
from matcher.web.api.batches import batches
from matcher.web.api.docs import docs_page
from matcher.web.api.drafts import drafts
from matcher.web.api.health import health
from matcher.web.api.keys import keys
from matcher.web.api.match import match
from matcher.web.api.own_skills import SKILL_SCHEMAS, own_skills
from matcher.web.api.problem_api import ProblemApi
from matcher.web.api.request_body import ADVERT_SCHEMAS, RESUME_SCHEMAS
from matcher.web.api.resumes import resumes
from matcher.web.api.reviews import reviews
from matcher.web.api.role_body import ROLE_SCHEMAS
from matcher.web.api.role_changes import role_changes
from matcher.web.api.role_edits import role_edits
from matcher.web.api.roles import roles
from matcher.web.api.saved_searches import saved_searches
from matcher.web.api.skills import skills
from matcher.web.api.webhooks import webhooks

_PREFIX = "/api/v1"
_BLUEPRINTS = (
    resumes,
    reviews,
    saved_searches,
    batches,
    advice,
    match,
    roles,
    role_edits,
    role_changes,
    drafts,
    skills,
    own_skills,
    keys,
    webhooks,
)
_SENT = {**RESUME_SCHEMAS, **ADVERT_SCHEMAS, **ROLE_SCHEMAS, **SKILL_SCHEMAS}
DOCS_PATH = "/api/docs"


def register_api(app: Flask) -> None:
    """Register every route of the API, and the page that shows them."""
    api = ProblemApi(app)
    api.describe(_SENT)
    for blueprint in _BLUEPRINTS:
        api.register_blueprint(blueprint, url_prefix=_PREFIX)
    api.register_blueprint(health)
    api.link_operations()
    app.register_blueprint(docs_page(DOCS_PATH, f"{_PREFIX}/openapi.json"))
