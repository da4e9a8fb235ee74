"""Wires the parts together: some once for a process, the others once for an organisation in it."""

import gc
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property

from matcher.broker import Broker
from matcher.documents import Reader
from matcher.domain.access import LOCAL, Organisation
from matcher.domain.jobs import JobKind
from matcher.domain.lexicon import Lexicon
from matcher.domain.originals import Originals
from matcher.errors import DatabaseAway
from matcher.originals import originals_from
from matcher.outbound import Fetcher, Sender
from matcher.services.access import Access
from matcher.services.advice import Adviser
from matcher.services.analysis import Analyst
from matcher.services.announcing import Announcer
from matcher.services.batches import Batches
from matcher.services.candidates import Candidates
from matcher.services.delivering import Delivering
from matcher.services.idempotency import Idempotency
from matcher.services.intake import Intake
from matcher.services.json_resume import JsonResumes
from matcher.services.original_files import OriginalFiles
from matcher.services.own_skills import OwnSkills
from matcher.services.rereading import Rereading
from matcher.services.resumes import Resumes
from matcher.services.unrecognised import UnrecognisedSkills
from matcher.services.webhooks import Webhooks
from matcher.settings import Settings
from matcher.storage import Database
from matcher.taxonomy import load_lexicon, own_skill, with_own_skills

_LASTING = frozenset({"settings", "process", "organisation", "database"})
_BEYOND_AN_ATTEMPT = timedelta(seconds=30)
_MOST_ORGANISATIONS = 64  # at hand in one process; the one that was asked for longest ago makes room


class Process:
    """What all organisations in a process share; each part is built when first asked for, and kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.organisations: OrderedDict[int, Rolefit] = OrderedDict()

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the taxonomy's files say. Raises TaxonomyError."""
        with _uncollected():
            return load_lexicon(self.settings.taxonomy_dir)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.settings.limits)

    @cached_property
    def analyst(self) -> Analyst:
        """The analyst of those who have no skills of their own; all others share its tables."""
        lexicon, reader = self.lexicon, self.reader
        with _uncollected():
            return Analyst(lexicon, reader)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)

    @cached_property
    def access(self) -> Access:
        return Access(self.database)

    @cached_property
    def originals(self) -> Originals | None:
        """Where files are kept as they came in; None for the database. Raises InvalidSetting."""
        return originals_from(self.settings.originals, self.settings.s3_endpoint)

    def jobs_by_state(self) -> dict[str, int]:
        """How many jobs of all organisations stand where; nothing where no database answers."""
        try:
            with self.database.unit_of_everybody() as jobs:
                return {state.value: count for state, count in jobs.counts().items()}
        except DatabaseAway:
            return {}

    @cached_property
    def fetcher(self) -> Fetcher:
        return Fetcher(self.settings.fetching)

    @cached_property
    def sender(self) -> Sender:
        return Sender(self.settings.sending)

    @cached_property
    def delivering(self) -> Delivering:
        lease = timedelta(seconds=self.settings.sending.seconds) + _BEYOND_AN_ATTEMPT
        return Delivering(self.database, self.sender, lease)

    @cached_property
    def broker(self) -> Broker | None:
        """None where the workers look into the database by themselves."""
        url = self.settings.broker_url
        return Broker(url, self.settings.broker_queue) if url else None

    @cached_property
    def announcer(self) -> Announcer:
        return Announcer(self.database, self.broker.announce if self.broker else None)

    def close(self) -> None:
        """End the reader's child process and the connections to database and broker, where there are any."""
        for name in ("reader", "database", "broker"):
            if self.__dict__.get(name) is not None:
                getattr(self, name).close()


class Rolefit:
    """The assembled service as one organisation has it: that of the settings, unless another is asked for."""

    def __init__(self, settings: Settings, process: Process | None = None) -> None:
        self.settings = settings
        self.process = process or Process(settings)
        self._revision: int | None = None

    def of(self, organisation: Organisation) -> "Rolefit":
        """The service as `organisation` has it."""
        if organisation.number == self.organisation.number:
            return self
        known = self.process.organisations
        if organisation.number not in known:
            known[organisation.number] = Rolefit(self.settings, self.process)
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
        """What the files say and, where a database answers, the own skills in it. Raises TaxonomyError."""
        own = self.own_skills.entries()
        self._revision = own.revision
        if not own.entries:
            return self.process.lexicon
        return with_own_skills(self.process.lexicon, [own_skill(entry) for entry in own.entries])

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
    def analyst(self) -> Analyst:
        if self.lexicon is self.process.lexicon:
            return self.process.analyst
        return self.process.analyst.with_own_skills(self.lexicon)

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
        return Resumes(self.database, self.original_files)

    @cached_property
    def json_resumes(self) -> JsonResumes:
        return JsonResumes(self.database, self.original_files)

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.database, self.lexicon)

    @cached_property
    def adviser(self) -> Adviser:
        return Adviser(self.database, self.lexicon, self.analyst.relations)

    @cached_property
    def own_skills(self) -> OwnSkills:
        return OwnSkills(self.database, lambda: self.process.lexicon)

    @cached_property
    def rereading(self) -> Rereading:
        return Rereading(self.database, self.lexicon_of_now, self.analyst_of_now)

    def read_again(self) -> None:
        """Make jobs of what was read with another taxonomy, unless there are some on the way."""
        if self.rereading.waits_alone():
            self.batches.start(JobKind.REREADING, self.rereading.jobs())

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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for garbage: what is built here is none, and they take a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
