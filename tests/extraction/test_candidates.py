import pytest

from matcher.extraction.candidates import find_candidates
from matcher.extraction.tokens import Tokenizer
from matcher.extraction.vocabulary import Vocabulary

HEADS = frozenset({"testing", "learning"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Python", {("Python", "python", False)}),
        ("Pythn", {("Pythn", "python", True)}),
        ("mysql5", {("mysql5", "mysql", False)}),
        ("Machin learning", {("Machin learning", "learning", True)}),
        (
            "regression and integration testing",
            {
                ("regression", "regression-testing", False),
                ("integration testing", "integration-testing", False),
            },
        ),
        ("regression by integration testing", {("integration testing", "integration-testing", False)}),
        ("quux and integration testing", {("integration testing", "integration-testing", False)}),
        ("machine and testing", set()),
        ("", set()),
    ],
)
def test_candidates(
    vocabulary: Vocabulary, tokenizer: Tokenizer, text: str, found: set[tuple[str, str, bool]]
) -> None:
    tokens = tokenizer.split(text)
    assert {
        (tokens.quote(each.found.first, each.found.last), each.found.form.skill.id, each.corrected)
        for each in find_candidates(vocabulary, tokens, HEADS)
    } == found
