"""Links from every answer of the API to its description (RFC 8288, relations of RFC 8631)."""

from flask import Flask, Response, request

_API = "/api/v1/"
_LINKS = (
    '<{root}/api/v1/openapi.json>; rel="service-desc"; type="application/json"',
    '<{root}/api/docs>; rel="service-doc"; type="text/html"',
)


def register_links(app: Flask) -> None:
    @app.after_request
    def link_descriptions(response: Response) -> Response:
        if request.path.startswith(_API):
            for link in _LINKS:
                response.headers.add("Link", link.format(root=request.root_path))
        return response
