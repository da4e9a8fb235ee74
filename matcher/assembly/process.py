"""What all organisations in a process share."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.assembly.analyst_cache import AnalystCache
from matcher.documents import Reader
from matcher.domain.lexicon import Lexicon
from matcher.domain.originals import Originals
from matcher.errors import DatabaseAway
from matcher.originals import originals_from
from matcher.outbound import Fetcher, Sender
from matcher.services.access import Access
from matcher.services.analysis import Analyst
from matcher.services.announcing import Announcer
from matcher.services.delivering import Delivering
from matcher.settings import Settings
from matcher.storage import Database
from matcher.taxonomy import load_lexicon, taxonomy_digest

if TYPE_CHECKING:
    from matcher.broker import Broker

_BEYOND_AN_ATTEMPT = timedelta(seconds=30)


class Process:
    """What all organisations in a process share; each part is built when first asked for, and kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the taxonomy's files say. Raises TaxonomyError."""
        if self._cached_analyst is not None:
            return self._cached_analyst.lexicon
        with _uncollected():
            return load_lexicon(self.settings.taxonomy_dir)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.settings.limits)

    @cached_property
    def analyst(self) -> Analyst:
        """The analyst of those who have no skills of their own; all others share its tables."""
        if self._cached_analyst is not None:
            return self._cached_analyst
        lexicon, reader = self.lexicon, self.reader
        with _uncollected():
            analyst = Analyst(lexicon, reader)
            self._cache.write(analyst)
        return analyst

    @cached_property
    def _cache(self) -> AnalystCache:
        return AnalystCache(self.settings.cache_dir)

    @cached_property
    def _cached_analyst(self) -> Analyst | None:
        with _uncollected():
            return self._cache.read(taxonomy_digest(self.settings.taxonomy_dir), self.reader)

    def build_before_forking(self) -> None:
        """Build the analyst, for this process and those forked off to share its memory.

        No search for garbage goes through it any more, and no process takes it apart at its end: that copied
        each page of it and took five times as long.
        """
        self.analyst  # noqa: B018  # built by being asked for
        gc.freeze()

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
    def broker(self) -> "Broker | None":
        """None where the workers look into the database by themselves."""
        if not self.settings.broker_url:
            return None
        from matcher.broker import Broker  # noqa: PLC0415  # Celery takes its time to import

        return Broker(self.settings.broker_url, self.settings.broker_queue)

    @cached_property
    def announcer(self) -> Announcer:
        return Announcer(self.database, self.broker)

    def close(self) -> None:
        """End the reader's child process and the connections to database and broker, where there are any."""
        for name in ("reader", "database", "broker"):
            if self.__dict__.get(name) is not None:
                getattr(self, name).close()


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
