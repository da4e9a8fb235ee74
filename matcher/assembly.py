"""Wires the parts together, once for a process."""

from functools import cached_property

from matcher.documents import Reader
from matcher.domain.lexicon import Lexicon
from matcher.services.advice import Adviser
from matcher.services.analysis import Analyst
from matcher.services.candidates import Candidates
from matcher.services.intake import Intake
from matcher.services.own_skills import OwnSkills
from matcher.services.rereading import Rereading
from matcher.services.resumes import Resumes
from matcher.services.unrecognised import UnrecognisedSkills
from matcher.settings import Settings
from matcher.storage import Database
from matcher.taxonomy import load_lexicon, own_skill, with_own_skills

_LASTING = frozenset({"settings", "reader", "database", "carried_lexicon"})


class Rolefit:
    """The assembled service; each part is built when it is first asked for, and kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._revision: int | None = None

    @cached_property
    def carried_lexicon(self) -> Lexicon:
        """What the taxonomy's files say. Raises TaxonomyError."""
        return load_lexicon(self.settings.taxonomy_dir)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the files say and, where a database answers, the own skills in it. Raises TaxonomyError."""
        own = self.own_skills.entries()
        self._revision = own.revision
        return with_own_skills(self.carried_lexicon, [own_skill(entry) for entry in own.entries])

    def refresh(self) -> None:
        """Forget what was built with own skills that have changed since, in this process or another."""
        if self._revision is None:
            return
        revision = self.database.own_skills_revision()
        if revision not in {None, self._revision}:
            self.__dict__ = {name: self.__dict__[name] for name in _LASTING & self.__dict__.keys()}
            self._revision = None

    def lexicon_of_now(self) -> Lexicon:
        """The lexicon, put together anew where own skills have changed."""
        self.refresh()
        return self.lexicon

    def analyst_of_now(self) -> Analyst:
        """The analyst, built anew where own skills have changed."""
        self.refresh()
        return self.analyst

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.settings.limits)

    @cached_property
    def analyst(self) -> Analyst:
        return Analyst(self.lexicon, self.reader)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)

    @cached_property
    def intake(self) -> Intake:
        return Intake(self.database, self.lexicon, keep_originals=self.settings.keep_originals)

    @cached_property
    def resumes(self) -> Resumes:
        return Resumes(self.database)

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.database, self.lexicon)

    @cached_property
    def adviser(self) -> Adviser:
        return Adviser(self.database, self.lexicon, self.analyst.relations)

    @cached_property
    def own_skills(self) -> OwnSkills:
        return OwnSkills(self.database, lambda: self.carried_lexicon)

    @cached_property
    def rereading(self) -> Rereading:
        return Rereading(self.database, self.lexicon_of_now, self.analyst_of_now)

    @cached_property
    def unrecognised(self) -> UnrecognisedSkills:
        return UnrecognisedSkills(self.database)

    def close(self) -> None:
        """End the reader's child process and the database's connections, where there are any."""
        for name in ("reader", "database"):
            if name in self.__dict__:
                getattr(self, name).close()
