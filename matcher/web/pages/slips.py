"""What cannot be used of what was typed or ticked on the page of candidates, in the words of that page."""

from matcher.errors import InvalidInput, UnknownSkill
from matcher.web.errors import kind_of
from matcher.web.pages.submitted_form import FormProblem

FIELDS = {
    "q": "The field for words",
    "skills_all": "The field for skills",
    "label": "The label",
    "stage": "The stage",
}
_NOT_LOOKED = "Nothing was looked for"


def slip_of(error: InvalidInput) -> FormProblem:
    """A heading, and what to do."""
    status = kind_of(error).status
    if isinstance(error, UnknownSkill):
        detail = "Check how it is written, or look for it with the field for words."
        return FormProblem(status, f"No skill is known as '{error.named}'", detail)
    if error.field == "ids":
        return FormProblem(status, "Tick two to five résumés to compare them", "")
    place = FIELDS.get(error.field, f"In the address, {error.field}")
    return FormProblem(status, _NOT_LOOKED, f"{place} {error.reason}.")
