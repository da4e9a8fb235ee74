"""What recruiters see of what they put down about a résumé: its stage, labels, notes and history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.access import Scope
from matcher.domain.review import Stage
from matcher.services.reviews import Reviews, Revised
from matcher.web.pages.submitted_form import FormProblem

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`seen` is the tag of the revision that is shown; `changes` and `notes` have the newest first."""

    seen: str
    stage: Stage
    labels: Sequence[str]
    notes: Sequence[Json]
    changes: Sequence[Json]
    may_change: bool

    @property
    def others(self) -> tuple[Stage, ...]:
        """The stages it can be moved to."""
        return tuple(stage for stage in Stage if stage is not self.stage)

    @property
    def untouched(self) -> bool:
        return not (self.labels or self.notes or self.changes)


@dataclass(frozen=True, slots=True)
class SentBack:
    """A form that was not taken, by its name; why; and what was typed into it, so that none of it is lost."""

    form: str
    problem: FormProblem
    typed: Mapping[str, str]


def review_view(revised: Revised, reviews: Reviews, scopes: Collection[Scope]) -> ReviewView:
    """What is read after `revised` may be newer: then its tag is refused with the next decision.

    Raises NotFound.
    """
    resume_id = revised.body["id"]
    return ReviewView(
        seen=revised.tag,
        stage=Stage(revised.body["stage"]),
        labels=revised.body["labels"],
        notes=reviews.notes(resume_id)["items"],
        changes=reviews.stage_changes(resume_id)["items"],
        may_change=Scope.RESUMES_WRITE in scopes,
    )
