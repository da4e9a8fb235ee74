from builders import requirement, role
from hypothesis import given
from hypothesis import strategies as st

from matcher.taxonomy.distinction import set_apart


def test_what_one_role_alone_asks_for_counts_in_full_and_what_all_ask_for_least() -> None:
    roles = [role(requirement("git"), requirement(f"own-{n}"), identifier=str(n)) for n in range(9)]
    shared, own = set_apart(roles)[0].requirements
    assert own.distinction == 100
    assert shared.distinction == 30  # ln 2 / ln 10


def test_the_most_asked_for_skill_of_a_choice_counts() -> None:
    roles = [
        role(requirement("git", "mercurial"), identifier="one"),
        role(requirement("git"), identifier="two"),
    ]
    assert set_apart(roles)[0].requirements == set_apart(roles[::-1])[1].requirements
    assert set_apart(roles)[0].requirements[0].distinction < 100


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=8))
def test_distinction_runs_from_1_to_100(choices: list[set[str]]) -> None:
    roles = [role(requirement(*sorted(choice)), identifier=str(n)) for n, choice in enumerate(choices)]
    assert all(1 <= role.requirements[0].distinction <= 100 for role in set_apart(roles))
