"""The interactive page of the API, served from here to the last byte."""

import re
from base64 import b64encode
from hashlib import sha256

from flask import Blueprint, Response
from flask_swagger_ui import get_swaggerui_blueprint

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)


def docs_page(path: str, document_path: str) -> Blueprint:
    """Swagger UI at `path` over the OpenAPI document at `document_path`."""
    config = {
        "app_name": "Rolefit API",
        "oauth2RedirectUrl": f"{path}/oauth2-redirect.html",
        "validatorUrl": None,  # by default the document's address is sent to somebody else's server
    }
    page: Blueprint = get_swaggerui_blueprint(path, document_path, config=config)
    page.after_request(_allow_its_own_script)
    return page


def _allow_its_own_script(response: Response) -> Response:
    """The page starts itself with an inline script, which no other page may have."""
    if response.mimetype == "text/html" and not response.direct_passthrough:
        scripts = " ".join(map(_hash_source, _INLINE_SCRIPT.findall(response.get_data(as_text=True))))
        response.headers["Content-Security-Policy"] = _POLICY.format(scripts=scripts)
    return response


def _hash_source(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
