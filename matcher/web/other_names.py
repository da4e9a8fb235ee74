"""Names that an address does not take are refused: what stands under them would be lost without a word."""

from collections.abc import Collection, Sequence

from flask import Request
from werkzeug.datastructures import MultiDict

from matcher.errors import InvalidInput

FILE = "file"


def refuse_other_parameters(request: Request, known: Sequence[str], advice: str) -> None:
    """Raises InvalidInput that names the first parameter of the address that is not `known`."""
    taken = f", which takes {', '.join(known)}" if known else ""
    for name in request.args:
        if name not in known:
            raise InvalidInput(name, f"is no parameter of this address{taken}; {advice}")


def refuse_other_parts(request: Request, texts: Collection[str]) -> None:
    """Of a form that takes files under FILE and `texts`. Raises InvalidInput that names the part."""
    known = {FILE, *texts}
    for name in (*request.form, *request.files):
        if name not in known:
            raise InvalidInput(name or "body", f"is not a field; known are {', '.join(sorted(known))}")
    if FILE in request.form:
        raise InvalidInput(FILE, "is sent as text; send it as a file, with a filename")
    for name in request.files:
        if name != FILE:
            raise InvalidInput(name, "is sent as a file; send it as text")


def refuse_repeated(given: MultiDict[str, str], names: Collection[str]) -> None:
    """Raises InvalidInput for a name of which only one value would count."""
    for name in names:
        if len(given.getlist(name)) > 1:
            raise InvalidInput(name, "is given more than once; send one")
