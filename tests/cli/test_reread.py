from collections.abc import Callable, Iterator

import pytest
from builders import AS_OF, RESUME
from click.testing import Result

from matcher.assembly import Rolefit
from matcher.documents import document_from_text
from matcher.settings import Settings
from matcher.storage import upgrade

Run = Callable[..., Result]
FOOBASE = {"name": "FooBase", "kind": "database"}


@pytest.fixture
def rolefit(run: Run) -> Iterator[Rolefit]:
    """One résumé is stored, and a skill of one's own came behind it."""
    assert run
    service = Rolefit(Settings.from_env())
    upgrade(service.database)
    document = document_from_text(RESUME, service.settings.limits)
    service.intake.store(service.analyst.analyse_document(document, AS_OF), RESUME.encode())
    service.own_skills.add(FOOBASE)
    yield service
    service.close()


def test_what_waits_is_read_and_a_second_run_finds_nothing(run: Run, rolefit: Rolefit) -> None:
    assert rolefit.rereading.progress() == {"done": 0, "waiting": 1}
    assert run("reread").stdout == "1 read again.\n"
    assert rolefit.rereading.progress() == {"done": 1, "waiting": 0}
    assert run("reread").stdout == "0 read again.\n"
