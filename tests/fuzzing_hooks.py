"""What Schemathesis makes too much of here; read by its own process."""

from schemathesis import Case, HookContext, Response, hook
from schemathesis.core.failures import AcceptedNegativeData, Failure

FORM = "multipart/form-data"


@hook
def filter_failure(_context: HookContext, failure: Failure, case: Case, _response: Response) -> bool:
    """A form knows no types but text and file: a number in it is a text, and nothing to be refused."""
    return not (isinstance(failure, AcceptedNegativeData) and case.media_type == FORM)
