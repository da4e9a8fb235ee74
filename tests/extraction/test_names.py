import pytest

from matcher.domain.extraction import Job
from matcher.domain.month import Interval, Month
from matcher.domain.skill import Context
from matcher.extraction.names import NameFinder
from matcher.extraction.tokens import Tokenizer


@pytest.fixture(scope="module")
def names(context: Context, tokenizer: Tokenizer) -> NameFinder:
    return NameFinder(context.names, tokenizer.words_of, {"oracle", "data", "science", "java", "ca"})


def named(finder: NameFinder, tokenizer: Tokenizer, text: str, **known: object) -> dict[str, str]:
    tokens = tokenizer.split(text)
    found = finder.find(tokens, known.get("jobs", ()), known.get("headline"))  # type: ignore[arg-type]
    return {tokens.words[word]: why for word, why in found.items()}


@pytest.mark.parametrize(
    ("text", "words", "bearer"),
    [
        ("Worked at Oracle for years", {"Oracle"}, "a company"),
        ("porter of Norwood Oracle Corp", {"Norwood", "Oracle"}, "a company"),
        ("Company: Ruby Systems, Leeds", {"Ruby", "Systems"}, "a company"),
        ("for norwood oracle pvt ltd", {"for", "norwood", "oracle"}, "a company"),
        ("Thanks to Dr Ruby Marsh", {"Ruby", "Marsh"}, "a person"),
        ("lives at 12 Ruby Court", {"Ruby"}, "a street"),
        ("near Ruby Lane, Hull", {"Ruby"}, "a street"),
        ("taught at night in Ada College", {"Ada"}, "a school"),
        ("the University of Java", {"Java"}, "a school"),
        ("offices in San Mateo and Rome", {"San", "Mateo"}, "a place"),
        ("Porter, Cary, NC 27511", {"Cary", ",", "NC"}, "a place"),
        ("(San Luis Obispo, CA)", {"San", "Luis", "Obispo", ",", "CA"}, "a place"),
    ],
)
def test_a_name(names: NameFinder, tokenizer: Tokenizer, text: str, words: set[str], bearer: str) -> None:
    found = named(names, tokenizer, text)
    assert set(found) == words
    assert all(why.startswith(f"the name of {bearer}: ") for why in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "good at Excel and proficient at Java",
        "used Google Drive daily",
        "Java on the road to court",
        "worked at night",
        "ended the street fight",
        "a SAN Array",
        "San",
        "wrote Java, OR Python",
        "wrote Java, CA",
        "wrote java, CA",
        "",
    ],
)
def test_no_name(names: NameFinder, tokenizer: Tokenizer, text: str) -> None:
    assert named(names, tokenizer, text) == {}


def test_a_company_of_several_words_is_known_again(names: NameFinder, tokenizer: Tokenizer) -> None:
    tokens = tokenizer.split("They joined Palo Verde\nwhere Palo Verde grew, and Oracle at Oracle")
    assert len(names.find(tokens, (), None)) == 5


@pytest.mark.parametrize(
    ("text", "count"),
    [("Joined Oracle. Oracle's tills ring, Oracle", 3), ("Joined Oracle. Tills ring, Oracle", 1)],
)
def test_a_company_that_owns_something_is_known_again(
    names: NameFinder, tokenizer: Tokenizer, text: str, count: int
) -> None:
    assert len(names.find(tokenizer.split(text), (), None)) == count


@pytest.mark.parametrize(
    ("text", "headline", "person"),
    [
        ("Ruby Marsh\nLeeds", None, True),
        ("RUBY ANN MARSH\nLeeds", None, True),
        ("Data Science\nLeeds", None, False),
        ("Ruby Tester\nLeeds", "Ruby Tester", False),
        ("Ruby marsh\nLeeds", None, False),
        ("Ruby\nLeeds", None, False),
        ("Ruby Marsh", None, False),
    ],
)
def test_a_resume_opens_with_a_name(
    names: NameFinder, tokenizer: Tokenizer, text: str, headline: str | None, *, person: bool
) -> None:
    assert bool(named(names, tokenizer, text, headline=headline)) is person


@pytest.mark.parametrize(("employer", "found"), [("Oracle", True), (None, False), ("Norwood", False)])
def test_the_employer_of_a_job_is_a_name(
    names: NameFinder, tokenizer: Tokenizer, employer: str | None, *, found: bool
) -> None:
    month = Month(2020, 1)
    job = Job(
        None, employer, Interval(month, month), current=False, internship=False, start_offset=5, end_offset=30
    )
    assert bool(named(names, tokenizer, "then Porter - Oracle - 2020", jobs=[job])) is found
