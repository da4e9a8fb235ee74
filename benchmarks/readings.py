"""What Rolefit makes of the labelled documents, in the form that the scorers take."""

from pathlib import Path
from typing import Any

from matcher.assembly import Rolefit
from matcher.documents import document_from_text, read_here
from matcher.domain.analysis import Analysis
from matcher.domain.document import Upload
from matcher.domain.month import Month
from matcher.domain.profile import ProfileSkill


class Readings:
    """Takes texts and files through Rolefit as its own commands do."""

    def __init__(self, rolefit: Rolefit) -> None:
        self._rolefit = rolefit
        self._skills = rolefit.lexicon.taxonomy.skills

    def skills(self, text: str, as_of: Month) -> list[list[str]]:
        """Each skill by its name and by all that the text calls it, also what is wished for or denied."""
        return [self._names(skill) for skill in self._analysis(text, as_of).profile.skills]

    def roles(self, text: str, as_of: Month) -> list[str]:
        """Titles of all roles, the best first."""
        return [fit.title for fit in self._analysis(text, as_of).fits]

    def experience(self, text: str, as_of: Month) -> dict[str, Any]:
        analysis = self._analysis(text, as_of)
        return {
            "jobs": [
                {"title": job.title, "start": str(job.interval.start), "end": str(job.interval.end)}
                for job in analysis.extraction.jobs
            ],
            "total_months": analysis.profile.total_months,
            "skills": [self._use(skill) for skill in analysis.profile.skills],
            "education_level": analysis.profile.education_level.value,
        }

    def file(self, path: Path) -> str:
        """The text of the file at `path`. Raises DocumentError."""
        return read_here(Upload(path.read_bytes(), path.name), self._rolefit.settings.limits).text

    def _analysis(self, text: str, as_of: Month) -> Analysis:
        document = document_from_text(text, self._rolefit.settings.limits)
        return self._rolefit.analyst.analyse_document(document, as_of)

    def _names(self, skill: ProfileSkill) -> list[str]:
        surfaces = (mention.surface for mention in skill.mentions)
        return list(dict.fromkeys([self._skills[skill.id].name, *surfaces]))

    def _use(self, skill: ProfileSkill) -> dict[str, Any]:
        return {
            "surface": self._names(skill),
            "months": skill.months,
            "last_used": str(skill.last_used) if skill.last_used else None,
            "stated_months": skill.stated_months,
        }
