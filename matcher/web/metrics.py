"""What Prometheus reads at /metrics: counts and times, by names that say nothing about anybody."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from werkzeug.exceptions import Forbidden

from matcher.errors import RolefitError
from matcher.web.errors import kind_of
from matcher.web.local import is_from_this_machine
from matcher.web.request_log import Answered

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_STAGE_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)

CountByState = Callable[[], Mapping[str, int]]


class WorkerNumber:
    """Which of the server's workers this process is; 0 in the process that forks them.

    Figures are kept in a file for each number, so that a worker goes on with the file of the one it
    replaces and files do not grow in number.
    """

    current = 0


class Metrics:
    """The figures of one application, over all of its workers where they share a folder."""

    def __init__(self, jobs_by_state: CountByState) -> None:
        self._jobs = JobsCollector(jobs_by_state)
        self._folder = os.environ.get(FOLDER_VARIABLE)
        if self._folder:
            values.ValueClass = values.MultiProcessValue(lambda: WorkerNumber.current)  # type: ignore[no-untyped-call]
        self._registry = registry = CollectorRegistry()
        registry.register(self._jobs)
        by_route = ("method", "route", "status")
        self._requests = Counter("rolefit_requests", "Requests answered", by_route, registry=registry)
        self._request_seconds = Histogram(
            "rolefit_request_seconds",
            "Time to an answer",
            ("method", "route"),
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )
        self._stage_seconds = Histogram(
            "rolefit_stage_seconds",
            "Time that a request spent in a stage",
            ("stage",),
            buckets=_STAGE_SECONDS,
            registry=registry,
        )
        self._documents = Counter(
            "rolefit_documents",
            "Résumés analysed: ready, or what was wrong",
            ("outcome",),
            registry=registry,
        )

    def count_request(self, answered: Answered) -> None:
        self._requests.labels(answered.method, answered.route, str(answered.status)).inc()
        self._request_seconds.labels(answered.method, answered.route).observe(answered.stopwatch.elapsed())
        for stage, seconds in answered.stopwatch.seconds.items():
            self._stage_seconds.labels(stage).observe(seconds)

    @contextmanager
    def counted_document(self) -> Iterator[None]:
        """Counts what becomes of the résumé that the block analyses."""
        outcome = "internal-error"
        try:
            yield
            outcome = "ready"
        except RolefitError as error:
            outcome = kind_of(error).slug
            raise
        finally:
            self._documents.labels(outcome).inc()

    def exposition(self) -> bytes:
        """In the text format of Prometheus."""
        if not self._folder:
            return generate_latest(self._registry)
        scraped = CollectorRegistry()
        MultiProcessCollector(scraped, self._folder)  # type: ignore[no-untyped-call]
        scraped.register(self._jobs)
        return generate_latest(scraped)


class JobsCollector(Collector):
    """Counts jobs when it is asked: the database knows them, whichever process works on them."""

    def __init__(self, jobs_by_state: CountByState) -> None:
        self._jobs_by_state = jobs_by_state

    def collect(self) -> Iterable[Metric]:
        gauge = GaugeMetricFamily("rolefit_jobs", "Jobs by state", labels=["state"])
        for state, number in self._jobs_by_state().items():
            gauge.add_metric([state], number)
        yield gauge


def register_metrics(app: Flask, jobs_by_state: CountByState = dict) -> None:
    """/metrics, unless MATCHER_METRICS is off; to be registered after the request log."""
    app.extensions["metrics"] = metrics = Metrics(jobs_by_state)
    app.extensions["answered"].append(metrics.count_request)
    if app.extensions["rolefit"].settings.metrics != "off":
        app.register_blueprint(metrics_route)


def current_metrics() -> Metrics:
    """Those of the running application."""
    found: Metrics = current_app.extensions["metrics"]
    return found


metrics_route = Blueprint("metrics", __name__)


@metrics_route.get("/metrics")
def show_metrics() -> Response:
    if current_app.extensions["rolefit"].settings.metrics == "loopback" and not is_from_this_machine(request):
        raise Forbidden("The metrics are told to this machine only. MATCHER_METRICS=open changes that.")
    return Response(current_metrics().exposition(), content_type=CONTENT_TYPE_LATEST)
