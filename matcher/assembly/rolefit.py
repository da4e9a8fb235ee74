"""The service as one organisation has it."""

from collections import OrderedDict
from functools import cached_property

from matcher.assembly.process import Process
from matcher.domain.access import LOCAL, Organisation
from matcher.domain.jobs import JobKind
from matcher.domain.lexicon import Lexicon
from matcher.services.access import Access
from matcher.services.advice import Adviser
from matcher.services.analysis import Analyst
from matcher.services.batches import Batches
from matcher.services.candidate_comparison import CandidateComparison
from matcher.services.candidates import Candidates
from matcher.services.current_fits import CurrentFits
from matcher.services.idempotency import Idempotency
from matcher.services.intake import Intake
from matcher.services.json_resume import JsonResumes
from matcher.services.original_files import OriginalFiles
from matcher.services.own_skills import OwnSkills
from matcher.services.rereading import Rereading
from matcher.services.resumes import Resumes
from matcher.services.reviews import Reviews
from matcher.services.role_changes import RoleChanges
from matcher.services.role_versions import RoleVersions
from matcher.services.saved_searches import SavedSearches
from matcher.services.unrecognised import UnrecognisedSkills
from matcher.services.webhooks import Webhooks
from matcher.settings import Settings
from matcher.storage import Database
from matcher.taxonomy import own_skill, with_own_roles, with_own_skills

_LASTING = frozenset({"settings", "process", "organisation", "database", "_others"})
_WITHOUT_OWN_ROLES = _LASTING | {"reading_lexicon", "reading_analyst", "_skills_revision"}
_MOST_ORGANISATIONS = 64  # at hand in one process; the one that was asked for longest ago makes room


class Rolefit:
    """The assembled service as one organisation has it: that of the settings, unless another is asked for."""

    def __init__(
        self,
        settings: Settings,
        process: Process | None = None,
        others: "OrderedDict[int, Rolefit] | None" = None,
    ) -> None:
        self.settings = settings
        self.process = process or Process(settings)
        self._others: OrderedDict[int, Rolefit] = OrderedDict() if others is None else others
        self._skills_revision: int | None = None
        self._roles_revision: int | None = None

    def of(self, organisation: Organisation) -> "Rolefit":
        """The service as `organisation` has it."""
        if organisation.number == self.organisation.number:
            return self
        known = self._others
        if organisation.number not in known:
            known[organisation.number] = Rolefit(self.settings, self.process, known)
            known[organisation.number].organisation = organisation
        known.move_to_end(organisation.number)
        while len(known) > _MOST_ORGANISATIONS:
            known.popitem(last=False)
        return known[organisation.number]

    @cached_property
    def organisation(self) -> Organisation:
        """Raises NotFound where the settings name one that is not there."""
        named = self.settings.organisation
        return LOCAL if named == LOCAL.id else self.process.access.organisation(named)

    @cached_property
    def database(self) -> Database:
        return self.process.database.of(self.organisation.number)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the files say and, where a database answers, the own skills and roles in it.

        Raises TaxonomyError.
        """
        kept = self.role_versions.kept()
        self._roles_revision = kept.revision
        return with_own_roles(self.reading_lexicon, kept.bodies, kept.archived)

    @cached_property
    def reading_lexicon(self) -> Lexicon:
        """The lexicon without own roles: they change how résumés rank, never how they are read."""
        own = self.own_skills.entries()
        self._skills_revision = own.revision
        if not own.entries:
            return self.process.lexicon
        return with_own_skills(self.process.lexicon, [own_skill(entry) for entry in own.entries])

    def refresh(self) -> None:
        """Forget what was built with own skills and roles that have changed since, here or elsewhere."""
        if self._skills_revision is None and self._roles_revision is None:
            return
        skills, roles = self.database.revisions() or (self._skills_revision, self._roles_revision)
        if self._skills_revision not in {None, skills}:
            self._keep_only(_LASTING)
        elif self._roles_revision not in {None, roles}:
            self._keep_only(_WITHOUT_OWN_ROLES)

    def _keep_only(self, lasting: frozenset[str]) -> None:
        revisions = {"_skills_revision": None, "_roles_revision": None}
        self.__dict__ = revisions | {name: self.__dict__[name] for name in lasting & self.__dict__.keys()}

    def lexicon_of_now(self) -> Lexicon:
        """The lexicon, put together anew where own skills or roles have changed."""
        self.refresh()
        return self.lexicon

    def analyst_of_now(self) -> Analyst:
        """The analyst, built anew where own skills or roles have changed."""
        self.refresh()
        return self.analyst

    @cached_property
    def analyst(self) -> Analyst:
        return self.reading_analyst.ranking_by(self.lexicon)

    @cached_property
    def reading_analyst(self) -> Analyst:
        """The analyst without own roles."""
        if self.reading_lexicon is self.process.lexicon:
            return self.process.analyst
        return self.process.analyst.with_own_skills(self.reading_lexicon)

    @cached_property
    def access(self) -> Access:
        return self.process.access

    @cached_property
    def intake(self) -> Intake:
        return Intake(self.database, self.lexicon, self.original_files)

    @cached_property
    def original_files(self) -> OriginalFiles:
        return OriginalFiles(self.database, self.process.originals, keep=self.settings.keep_originals)

    @cached_property
    def batches(self) -> Batches:
        return Batches(self.database, self.process.announcer.announce)

    @cached_property
    def idempotency(self) -> Idempotency:
        return Idempotency(self.database)

    @cached_property
    def webhooks(self) -> Webhooks:
        return Webhooks(self.database, self.process.sender)

    @cached_property
    def resumes(self) -> Resumes:
        return Resumes(self.database, self.lexicon, self.current_fits, self.original_files)

    @cached_property
    def current_fits(self) -> CurrentFits:
        return CurrentFits(self.lexicon, self.analyst.relations)

    @cached_property
    def json_resumes(self) -> JsonResumes:
        return JsonResumes(self.database, self.current_fits, self.original_files)

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.database, self.lexicon)

    @cached_property
    def reviews(self) -> Reviews:
        return Reviews(self.database, self.current_fits)

    @cached_property
    def saved_searches(self) -> SavedSearches:
        return SavedSearches(self.database, self.lexicon, self.resumes, self.candidates)

    @cached_property
    def candidate_comparison(self) -> CandidateComparison:
        return CandidateComparison(self.database, self.lexicon, self.analyst.relations)

    @cached_property
    def adviser(self) -> Adviser:
        return Adviser(self.database, self.lexicon, self.analyst.relations)

    @cached_property
    def own_skills(self) -> OwnSkills:
        return OwnSkills(self.database, lambda: self.process.lexicon)

    @cached_property
    def role_versions(self) -> RoleVersions:
        return RoleVersions(self.database, lambda: self.reading_lexicon, lambda: self.process.lexicon)

    @cached_property
    def role_changes(self) -> RoleChanges:
        files = self.reading_lexicon
        return RoleChanges(self.database, self.lexicon, lambda: files, self.role_versions)

    @cached_property
    def rereading(self) -> Rereading:
        return Rereading(self.database, self.lexicon_of_now, self.analyst_of_now)

    def read_again(self) -> None:
        """Make jobs of what was read with another taxonomy, unless there are some on the way."""
        jobs = [] if self.rereading.is_under_way() else self.rereading.jobs()
        if jobs:
            self.batches.start(JobKind.REREADING, jobs)

    @cached_property
    def unrecognised(self) -> UnrecognisedSkills:
        return UnrecognisedSkills(self.database)

    def read_again_for_all(self) -> None:
        """The same for every organisation: after a new taxonomy, or where jobs were lost sight of."""
        for organisation in self.access.organisations():
            self.of(organisation).read_again()

    def close(self) -> None:
        """End what the process holds open."""
        self.process.close()
