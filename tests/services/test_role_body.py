import tomllib
from dataclasses import replace

import pytest
from builders import roles
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import InterviewQuestion, Level, Role, ToolGroup
from matcher.errors import InvalidRole
from matcher.services.role_body import body_from_json, body_from_toml, body_of
from matcher.services.role_toml import role_toml
from matcher.services.roles import dump_role
from matcher.taxonomy import load_lexicon, own_role

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@st.composite
def whole_roles(draw: st.DrawFn) -> Role:
    """Any role with everything that a role may say."""
    return replace(
        draw(roles()),
        definition=draw(TEXT),
        outlook=draw(TEXT | st.just("")),
        industries=tuple(draw(st.lists(TEXT, max_size=2))),
        tips=tuple(draw(st.lists(TEXT, max_size=2))),
        tools=tuple(ToolGroup(kind, ("weaving",)) for kind in draw(st.lists(TEXT, max_size=2))),
        interview=tuple(InterviewQuestion(each, ("dyeing",)) for each in draw(st.lists(TEXT, max_size=2))),
        levels=tuple(Level(each, 7, each) for each in draw(st.lists(TEXT, max_size=2))),
    )


@given(whole_roles())
def test_a_role_written_as_toml_and_read_again_is_the_same_role(role: Role) -> None:
    toml = role_toml(role)
    assert own_role(body_from_toml(toml.encode())) == role
    assert tomllib.loads(toml) == body_of(role)


@given(whole_roles())
def test_a_kept_role_is_the_same_role(role: Role) -> None:
    assert own_role(body_of(role)) == role


def test_every_carried_role_comes_back_from_its_answer_and_its_toml() -> None:
    lexicon = load_lexicon()
    for role in lexicon.catalogue.roles.values():
        assert body_of(own_role(body_from_json(dump_role(role, lexicon)))) == body_of(role)
        assert body_of(own_role(body_from_toml(role_toml(role).encode()))) == body_of(role)


def test_strangers_are_left_for_the_schema_to_refuse(lexicon: Lexicon) -> None:
    role = dump_role(lexicon.catalogue.roles["data-engineer"], lexicon)
    for change in (
        {"tools": 7},
        {"tools": [7]},
        {"tools": [{"kind": "x", "skills": 7}]},
        {"requirements": 7},
    ):
        with pytest.raises(InvalidRole):
            own_role(body_from_json({**role, **change}))


@pytest.mark.parametrize(
    "toml",
    [
        "a" + ".a" * 40_000 + " = 1",
        "[a" + ' . "a"' * 40_000 + "]",
        "x = {a" + ".'a'" * 40_000 + " = 1}",
        '# """\na' + ".a" * 40_000 + ' = 1\n# """',
        "x = 'it' # isn't\na" + ".a" * 40_000 + " = 1 # it's",
    ],
)
def test_keys_that_would_take_minutes_are_refused_at_once(toml: str) -> None:
    with pytest.raises(InvalidRole, match="more than 20 dots"):
        body_from_toml(toml.encode())


@pytest.mark.parametrize(
    "text",
    [
        '"' + "." * 50 + '"',
        r'"\"' + "." * 50 + '"',
        "'" + "." * 50 + "'",
        '"""\n' + "." * 50 + '\n"""',
        "1 #" + "." * 50,
    ],
)
def test_dots_in_texts_and_remarks_count_for_nothing(text: str) -> None:
    assert "tip" in body_from_toml(f"tip = {text}".encode())
