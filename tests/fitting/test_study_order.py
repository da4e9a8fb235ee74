from dataclasses import replace

import pytest
from builders import skill, taxonomy_of

from matcher.domain.skill import Kind
from matcher.fitting.study_order import study_order


def of_kind(identifier: str, kind: Kind, *implies: str) -> object:
    return replace(skill(identifier, implies=implies), kind=kind)


TRADE = taxonomy_of(
    of_kind("python", Kind.LANGUAGE),
    of_kind("pandas", Kind.LIBRARY, "python"),
    of_kind("scikit-learn", Kind.LIBRARY, "pandas"),
    of_kind("statistics", Kind.FIELD),
    of_kind("sagemaker", Kind.CLOUD_SERVICE),
    of_kind("go", Kind.LANGUAGE, "sagemaker"),
)


@pytest.mark.parametrize(
    ("worth", "order"),
    [
        ({"scikit-learn": 9, "pandas": 5, "python": 1}, ["python", "pandas", "scikit-learn"]),
        ({"scikit-learn": 9, "python": 1}, ["python", "scikit-learn"]),  # over a step that is not learned
        ({"sagemaker": 9, "pandas": 5, "statistics": 1}, ["statistics", "pandas", "sagemaker"]),
        ({"go": 1, "sagemaker": 1}, ["sagemaker", "go"]),  # what is implied comes first whatever its kind
        ({"python": 1, "go": 2}, ["go", "python"]),
        ({"python": 1, "go": 1}, ["go", "python"]),
        ({}, []),
    ],
)
def test_the_ground_comes_first(worth: dict[str, int], order: list[str]) -> None:
    assert list(study_order(worth, TRADE)) == order


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_stage(kind: Kind) -> None:
    assert study_order({"one": 1}, taxonomy_of(of_kind("one", kind))) == ("one",)
