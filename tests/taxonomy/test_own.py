from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.logging import LogCaptureFixture

from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Kind, Related
from matcher.errors import TaxonomyError
from matcher.taxonomy import check_own_skills, own_skill, with_own_skills

LOOM: dict[str, Any] = {"id": "loom-master", "name": "Loom Master", "kind": "product"}


def _check(entries: Iterable[dict[str, Any]], carried: Lexicon | None) -> None:
    own = [own_skill(entry) for entry in entries]
    if carried:
        check_own_skills(carried, own)


def problems_of(*entries: dict[str, Any], carried: Lexicon | None = None) -> list[str]:
    with pytest.raises(TaxonomyError) as told:
        _check(entries, carried)
    return [f"{problem.place}: {problem.message}" for problem in told.value.problems]


def test_an_entry_has_the_form_of_a_domain_file() -> None:
    skill = own_skill({**LOOM, "aliases": ["LM"], "related": {"docker": 20}, "ambiguous": ["LM"]})
    assert (skill.id, skill.name, skill.kind) == ("loom-master", "Loom Master", Kind.PRODUCT)
    assert (skill.aliases, skill.related) == (("LM",), (Related("docker", 20),))
    assert (skill.ambiguous, skill.domain) == (frozenset({"LM"}), "own")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"id": "Loom Master"}, "id"),
        ({"id": "x" * 81}, "id"),
        ({"id": 7}, "id"),
        ({"name": ""}, "name"),
        ({"name": "--"}, "loom-master"),
        ({"name": "Loom\nMaster"}, "loom-master"),
        ({"name": "Loom\ud800"}, "loom-master"),
        ({"aliases": ["x" * 121]}, "loom-master"),
        ({"aliases": [str(number) for number in range(200)]}, "aliases"),
        ({"aliases": "LM"}, "aliases"),
        ({"kind": "gadget"}, "kind"),
        ({"related": {"docker": 100}}, "related docker value"),
        ({"links": ["a\x00b"]}, "links"),
        ({"colour": "red"}, "colour"),
        ({"a\ud800": 1}, "'a\\ud800'"),
    ],
)
def test_what_cannot_be_used_is_named(change: dict[str, Any], place: str) -> None:
    (problem,) = problems_of({**LOOM, **change})
    assert problem.startswith(f"{place}: ")


def test_everything_wrong_is_named_in_one_go() -> None:
    found = problems_of({"id": "A", "kind": "gadget", "aliases": [1]})
    assert [problem.split(":")[0] for problem in found] == ["id", "name", "kind", "aliases 0"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Py-Thon"}, "'Py-Thon' is a surface of 'python' in skills/languages.toml too"),
        ({"aliases": ["airflow"]}, "'airflow' is a surface of 'apache-airflow' in skills/pipelines.toml too"),
        ({"id": "python", "name": "Snake"}, "the id stands in skills/languages.toml too"),
        ({"implies": ["weaving"]}, "no such skill: 'weaving'"),
        ({"related": {"weaving": 5}}, "no such skill: 'weaving'"),
        ({"implies": ["loom-master"]}, "names itself"),
        ({"ambiguous": ["Loom"]}, "'Loom' is flagged and is none of its surfaces"),
    ],
)
def test_it_has_to_fit_what_is_carried(lexicon: Lexicon, change: dict[str, Any], said: str) -> None:
    entry = {**LOOM, **change}
    assert problems_of(entry, carried=lexicon) == [f"{entry['id']}: {said}"]


def test_own_skills_have_to_fit_each_other(lexicon: Lexicon) -> None:
    other = {"id": "shuttle", "name": "Shuttle", "kind": "tool", "implies": ["loom-master"]}
    check_own_skills(lexicon, [own_skill(LOOM), own_skill(other)])
    (problem,) = problems_of({**LOOM, "implies": ["shuttle"]}, other, carried=lexicon)
    assert "implies itself: " in problem


def test_the_digest_is_over_both_and_tells_every_change(lexicon: Lexicon) -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"name": "Loom"},
        {"aliases": ["LM"]},
        {"aliases": ["LM"], "ambiguous": ["LM"]},
        {"aliases": ["LM"], "case_sensitive": ["LM"]},
        {"implies": ["docker"]},
        {"related": {"docker": 5}},
        {"kind": "tool"},
    ]
    digests = {with_own_skills(lexicon, [own_skill({**LOOM, **each})]).taxonomy.digest for each in changes}
    assert len(digests | {lexicon.taxonomy.digest}) == len(changes) + 1
    assert all(len(digest) == 64 for digest in digests)


def test_without_own_skills_nothing_changes_and_their_order_says_nothing(lexicon: Lexicon) -> None:
    assert with_own_skills(lexicon, []) is lexicon
    pair = [own_skill(LOOM), own_skill({**LOOM, "id": "a", "name": "Aaa"})]
    one, other = with_own_skills(lexicon, pair), with_own_skills(lexicon, pair[::-1])
    assert one.taxonomy.digest == other.taxonomy.digest
    assert one.taxonomy.skills["loom-master"] == pair[0]
    assert set(one.taxonomy.skills) == {*lexicon.taxonomy.skills, "a", "loom-master"}


def test_what_a_newer_taxonomy_contradicts_is_left_out_and_told(
    lexicon: Lexicon, caplog: LogCaptureFixture
) -> None:
    known = own_skill({**LOOM, "id": "python"})
    stranger = own_skill({**LOOM, "implies": ["gone", "docker"], "related": {"lost": 5}})
    merged = with_own_skills(lexicon, [known, stranger]).taxonomy.skills
    assert merged["python"] == lexicon.taxonomy.skills["python"]
    assert (merged["loom-master"].implies, merged["loom-master"].related) == (("docker",), ())
    assert len(caplog.records) == 2
