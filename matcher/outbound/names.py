"""What a server says a file is called and is."""

import re
from email.message import Message
from email.utils import collapse_rfc2231_value

import httpx

_LONGEST = 120
_NAMELESS = "download"
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")


def filename_of(url: httpx.URL, headers: httpx.Headers) -> str:
    """The name that the server gives, or the last part of the path: no folder, nothing that is not seen."""
    return _plain(_given(headers)) or _plain(url.path) or _NAMELESS


def media_type_of(headers: httpx.Headers) -> str | None:
    """The type without its parameters, where there is one that can be one."""
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else None


def _given(headers: httpx.Headers) -> str:
    """The `filename` of Content-Disposition, `filename*` before it (RFC 6266)."""
    message = Message()
    message["Content-Disposition"] = headers.get("Content-Disposition", "")
    parameters = dict(message.get_params(failobj=[], header="Content-Disposition"))
    return collapse_rfc2231_value(parameters.get("filename", ""))


def _plain(name: str) -> str:
    visible = "".join(letter for letter in _FOLDERS.sub("", name) if letter.isprintable())
    return visible.strip(" .")[-_LONGEST:]
