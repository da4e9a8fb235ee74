from collections.abc import Callable

import pytest

from matcher.domain.skill import Claim, Context
from matcher.extraction.assertions import AssertionRules
from matcher.extraction.layout import Layout
from matcher.extraction.tokens import Tokenizer


@pytest.fixture(scope="module")
def claims(
    context: Context, tokenizer: Tokenizer, laid_out: Callable[[str], Layout]
) -> Callable[[str], dict[str, Claim]]:
    rules = AssertionRules(context, tokenizer.words_of)

    def said(text: str) -> dict[str, Claim]:
        tokens = tokenizer.split(text)
        found = rules.said_of_words(tokens, laid_out(text))
        return {
            tokens.words[word]: said.claim for word, said in found.items() if tokens.words[word].istitle()
        }

    return said


@pytest.mark.parametrize(
    ("text", "names", "claim"),
    [
        ("no experience with Kafka", {"Kafka"}, Claim.NEGATED),
        ("no experience with Kafka but with Flink", {"Kafka"}, Claim.NEGATED),
        (
            "have not worked with Alpha, Beta or Gamma but know Delta",
            {"Alpha", "Beta", "Gamma"},
            Claim.NEGATED,
        ),
        ("no experience\nwith Kafka", {"Kafka"}, Claim.NEGATED),
        ("no Kafka experience", {"Kafka"}, Claim.NEGATED),
        ("Kafka: none", {"Kafka"}, Claim.NEGATED),
        ("Flink, Kafka: none", {"Kafka"}, Claim.NEGATED),
        ("Kafka has never been used", {"Kafka"}, Claim.NEGATED),
        ("I DON’T KNOW Kafka", {"Kafka"}, Claim.NEGATED),
        ("keen to learn Kafka", {"Kafka"}, Claim.WISHED),
        ("know Flink, keen to learn Kafka", {"Kafka"}, Claim.WISHED),
        ("Kafka (learning)", {"Kafka"}, Claim.WISHED),
        ("my wife teaches Kafka", {"Kafka"}, Claim.ANOTHERS),
        ("worked alongside the Kafka team on Flink", {"Kafka"}, Claim.ANOTHERS),
        ("my brother has no experience with Kafka", {"Kafka"}, Claim.ANOTHERS),
        ("keen to learn though no experience with Kafka", {"Kafka"}, Claim.NEGATED),
    ],
)
def test_what_a_cue_reaches(
    claims: Callable[[str], dict[str, Claim]], text: str, names: set[str], claim: Claim
) -> None:
    assert claims(text) == dict.fromkeys(names, claim)


@pytest.mark.parametrize(
    "text",
    [
        "experience with Kafka",
        "no experience with it. Kafka daily",
        "no experience with it; Kafka daily",
        "no experience with it\n\nKafka daily",
        "no experience with it\n• Kafka daily",
        "No experience abroad\nKafka daily",
        "there was no downtime while Kafka was moved",
        "not only Kafka",
        "worked alongside the sales team on Kafka",
        "my wife is a nurse, I use Kafka",
        "learned Kafka",
        "no experience with one two three four five six seven eight nine ten eleven twelve Kafka",
    ],
)
def test_what_no_cue_reaches(claims: Callable[[str], dict[str, Claim]], text: str) -> None:
    assert "Kafka" not in claims(text)
