import inspect
import pickle
from dataclasses import fields

import pytest

from matcher import errors
from matcher.errors import DocumentError, Problem, RolefitError, TaxonomyError

TREE = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, RolefitError) and each is not RolefitError
]
VALUES = {int: 1234567, str: "something", tuple[Problem, ...]: (Problem("a.toml", "b", "c"),)}


def example(kind: type[RolefitError]) -> RolefitError:
    return kind(*(VALUES[field.type] for field in fields(kind)))  # type: ignore[arg-type,index]


@pytest.fixture(params=TREE, ids=lambda kind: kind.__name__)
def error(request: pytest.FixtureRequest) -> RolefitError:
    return example(request.param)


def test_the_tree_is_drawn_at_the_head_of_the_module() -> None:
    assert errors.__doc__ is not None
    drawn = {line.split("── ")[1].split()[0] for line in errors.__doc__.splitlines() if "── " in line}
    assert drawn == {kind.__name__ for kind in TREE}


def test_an_error_comes_through_to_another_process_whole(error: RolefitError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # made here
    assert type(copy) is type(error)
    assert [getattr(copy, each.name) for each in fields(copy)] == [
        getattr(error, each.name)
        for each in fields(error)  # type: ignore[arg-type]
    ]
    assert str(copy) == str(error)


def test_an_error_says_what_is_wrong_in_words(error: RolefitError) -> None:
    assert len(str(error)) > len("something")
    assert not str(error).startswith("(")


def test_a_document_error_carries_the_name_first_and_says_what_to_do(error: RolefitError) -> None:
    if isinstance(error, DocumentError):
        assert fields(error)[0].name == "filename"
        assert str(error).endswith(".")
        assert any(word in str(error).lower() for word in ("upload", "save", "install", "export"))


def test_errors_are_told_apart_by_identity(error: RolefitError) -> None:
    assert error != pickle.loads(pickle.dumps(error))  # noqa: S301
    assert len({error, error}) == 1


def test_numbers_are_grouped_for_people() -> None:
    assert "12,000,000 bytes and the limit is 10,000,000" in str(
        errors.TooLarge("cv.pdf", 12_000_000, 10_000_000)
    )


def test_a_taxonomy_error_has_a_line_for_each_problem() -> None:
    error = TaxonomyError((Problem("a.toml", "x", "is odd"), Problem("b.toml", "y", "is even")))
    assert str(error) == "a.toml: x: is odd\nb.toml: y: is even"
