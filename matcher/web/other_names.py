"""Names that an address does not take are refused: what stands under them would be lost without a word."""

from collections.abc import Sequence

from flask import Request

from matcher.errors import InvalidInput


def refuse_other_parameters(request: Request, known: Sequence[str], advice: str) -> None:
    """Raises InvalidInput that names the first parameter of the address that is not `known`."""
    taken = f", which takes {', '.join(known)}" if known else ""
    for name in request.args:
        if name not in known:
            raise InvalidInput(name, f"is no parameter of this address{taken}; {advice}")
