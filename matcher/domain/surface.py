"""When two ways of writing a name are the same surface."""

import re

_JOINERS = re.compile(r"[\s.\-/_]+")


def surface_key(surface: str) -> str:
    """`surface` without case and without what joins its words, so 'Node.js' and 'node JS' have one key."""
    return _JOINERS.sub("", surface.casefold())
