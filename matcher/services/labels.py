"""Labels: how they are written, and putting those on a résumé that come in with it."""

from collections.abc import Iterable
from datetime import datetime

from matcher.domain.review import Labelling
from matcher.errors import InvalidInput
from matcher.storage import UnitOfWork

MOST_LABELS = 50  # that come in with one résumé
LONGEST_LABEL = 50
_BETWEEN = ","


def plain_label(label: str, field: str = "label") -> str:
    """In small letters with single blanks, so that it is one label however typed. Raises InvalidInput."""
    plain = " ".join(label.lower().split())
    longest = max(len(label), len(plain))  # small letters may be more than great ones
    if not plain or longest > LONGEST_LABEL or not plain.isprintable() or set(plain) & {_BETWEEN, "/"}:
        raise InvalidInput(field, f"must be 1 to {LONGEST_LABEL} printable characters, no comma or slash")
    return plain


def plain_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order. Raises InvalidInput."""
    given = list(labels)
    if len(given) > MOST_LABELS:
        raise InvalidInput("labels", f"are more than {MOST_LABELS}")
    return tuple(sorted({plain_label(label, "labels") for label in given}))


def typed_labels(values: Iterable[str]) -> tuple[str, ...]:
    """Of values with commas between labels, as in addresses, forms and commands. Raises InvalidInput."""
    return plain_labels(label for value in values for label in value.split(_BETWEEN) if label.strip())


def add_labels(unit: UnitOfWork, resume_id: str, labelling: Labelling, at: datetime) -> None:
    """Put those on a stored résumé that it lacks; where it lacks none, it has no new revision either.

    Raises NotFound.
    """
    lacking = unit.reviews.lacking(resume_id, labelling.labels)
    if lacking:
        unit.reviews.revise(resume_id)
        unit.reviews.put_labels(resume_id, lacking, labelling.by, at)
