"""Bodies that come in chunks, without their length, held to the same limit as others."""

from typing import Any

from flask import Flask, Request
from werkzeug.exceptions import RequestEntityTooLarge


class WholeBodyRequest(Request):
    """Werkzeug cuts such a body at the limit, and gives the part for the whole."""

    def get_data(self, *args: Any, **options: Any) -> Any:
        """Raises RequestEntityTooLarge."""
        content = super().get_data(*args, **options)
        limit = self.max_content_length
        if self.content_length is None and limit is not None and len(content) >= limit:
            raise RequestEntityTooLarge
        return content


def register_whole_bodies(app: Flask) -> None:
    app.request_class = WholeBodyRequest
