import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Importance, Requirement, Seniority
from matcher.domain.skill import Kind, Place, Related
from matcher.domain.surface import surface_key
from matcher.errors import TaxonomyError
from matcher.taxonomy import load_lexicon

LEAST_SKILLS = 1200
LEAST_LINKED = 480
SHORT = 2

BROKEN = {
    "skills/cycles.toml": """
        [[skill]]
        id = "carding"
        name = "Carding"
        kind = "technique"
        implies = ["combing"]

        [[skill]]
        id = "combing"
        name = "Combing"
        kind = "technique"
        implies = ["sorting"]

        [[skill]]
        id = "pressing"
        name = "Pressing"
        kind = "technique"
        implies = ["pressing"]

        [[skill]]
        id = "sorting"
        name = "Sorting"
        kind = "technique"
        implies = ["carding"]
        """,
    "skills/dangling.toml": """
        [[skill]]
        id = "dyeing"
        name = "Dyeing"
        kind = "technique"
        implies = ["alchemy"]
        related = { painting-silk = 40 }
        """,
    "skills/duplicate-key.toml": """
        [[skill]]
        id = "felting"
        name = "Felting"
        name = "Felt-making"
        kind = "technique"
        """,
    "skills/flags.toml": """
        [[skill]]
        id = "lacework"
        name = "Lacework"
        kind = "technique"
        ambiguous = ["Lace"]
        case_sensitive = ["LACE"]
        place = { infrastructure = 50, statistics = 50, software = 1 }
        """,
    "skills/keys.toml": """
        [[skill]]
        id = "Not Kebab"
        name = ""
        kind = "animal"
        colour = "red"
        related = { dyeing = 100 }

        [[skill]]
        name = "Nameless"
        kind = "tool"
        """,
    "skills/links.toml": """
        [[skill]]
        id = "quilting"
        name = "Quilting"
        kind = "technique"
        links = [
            "http://data.europa.eu/esco/skill/0f0f0f0f-1234-4abc-8def-0123456789ab", "onet:43232306",
            "onet:43232306/Quilting studio 2 software", "onet:2.A.1.a", "onet:2.E.2.d/Quilting studio",
            "https://data.europa.eu/esco/skill/0f0f0f0f-1234-4abc-8def-0123456789ab",
            "http://data.europa.eu/esco/skill/S2.4.1", "0f0f0f0f-1234-4abc-8def-0123456789ab",
            "http://data.europa.eu/esco/occupation/0f0f0f0f-1234-4abc-8def-0123456789ab",
            "onet:4323230", "onet:43232306/", "onet: 43232306", "onet:15-1252.00", "quilting",
        ]
        """,
    "skills/order.toml": """
        [[skill]]
        id = "warping"
        name = "Warping"
        kind = "technique"

        [[skill]]
        id = "beaming"
        name = "Beaming"
        kind = "technique"
        """,
    "skills/surfaces.toml": """
        [[skill]]
        id = "dobby-loom"
        name = "Dobby Loom"
        kind = "hardware"
        aliases = ["Loom.js", "LOOM-JS"]

        [[skill]]
        id = "lacework"
        name = "Bobbin Lace"
        kind = "technique"

        [[skill]]
        id = "loomjs"
        name = "Loom JS"
        kind = "library"
        aliases = ["dobby-loom"]
        """,
    "skills/syntax.toml": "[[skill]\n",
    "roles/keys.toml": """
        id = "keys"
        title = "Keys"
        """,
    "roles/other-name.toml": """
        id = "tailor"
        title = "Tailor"
        version = 1
        definition = "Sews."
        responsibilities = []
        titles = ["sewer", "tailor"]
        experience_months = 0
        weights = { skills = 70, experience = 10, education = 10, title = 20 }
        education = { level = "none", note = "None." }
        place = { infrastructure = 50, statistics = 30, software = 30 }
        tools = [{ kind = "machines", skills = ["overlocker"] }]
        interview = [{ question = "Which thread?", skills = ["threads"] }]

        [[requirement]]
        label = "Sewing"
        any_of = ["sewing", "dyeing"]
        importance = "essential"
        """,
    "roles/weaver.toml": """
        id = "weaver"
        title = "Weaver"
        version = 1
        definition = "Weaves."
        responsibilities = []
        titles = ["sewer", "weaver"]
        experience_months = 0
        weights = { skills = 70, experience = 10, education = 10, title = 10 }
        education = { level = "none", note = "None." }
        place = { infrastructure = 40, statistics = 30, software = 30 }

        [[requirement]]
        label = "Dyeing"
        any_of = ["dyeing"]
        importance = "essential"
        """,
    "titles.toml": """
        [words]
        "baker" = ["weaver", "baker"]

        [seniority]
        grand = "grandmaster"
        """,
    "context.toml": "",
}
TOLD = [
    "adverts.toml: file: is missing",
    "skills/cycles.toml: carding: implies itself: carding -> combing -> sorting -> carding",
    "skills/cycles.toml: pressing: names itself",
    "skills/dangling.toml: dyeing: no such skill: 'alchemy'",
    "skills/dangling.toml: dyeing: no such skill: 'painting-silk'",
    "skills/duplicate-key.toml: TOML: Cannot overwrite a value",
    "skills/flags.toml: lacework: 'LACE' is flagged and is none of its surfaces",
    "skills/flags.toml: lacework: 'Lace' is flagged and is none of its surfaces",
    "skills/flags.toml: lacework: place sums to 101, not 100",
    "skills/keys.toml: skill Not Kebab colour: Unknown field.",
    "skills/keys.toml: skill Not Kebab id: must be kebab-case",
    "skills/keys.toml: skill Not Kebab kind: Must be one of",
    "skills/keys.toml: skill Not Kebab name: Shorter than minimum length 1.",
    "skills/keys.toml: skill Not Kebab related dyeing value: Must be greater than or equal to 1 and less",
    "skills/keys.toml: skill 1 id: Missing data for required field.",
    *(
        f"skills/links.toml: quilting: {link!r} is no link to"
        for link in (
            "https://data.europa.eu/esco/skill/0f0f0f0f-1234-4abc-8def-0123456789ab",
            "http://data.europa.eu/esco/skill/S2.4.1",
            "0f0f0f0f-1234-4abc-8def-0123456789ab",
            "http://data.europa.eu/esco/occupation/0f0f0f0f-1234-4abc-8def-0123456789ab",
            "onet:4323230",
            "onet:43232306/",
            "onet: 43232306",
            "onet:15-1252.00",
            "quilting",
        )
    ),
    "skills/order.toml: beaming: stands behind 'warping'; entries are in alphabetical order",
    "skills/surfaces.toml: lacework: the id stands in skills/flags.toml too",
    "skills/surfaces.toml: loomjs: 'Loom JS' is a surface of 'dobby-loom' in skills/surfaces.toml too",
    "skills/surfaces.toml: loomjs: 'dobby-loom' is a surface of 'dobby-loom' in skills/surfaces.toml too",
    "skills/syntax.toml: TOML: ",
    "roles/keys.toml: definition: Missing data for required field.",
    "roles/keys.toml: education: Missing data for required field.",
    "roles/keys.toml: experience_months: Missing data for required field.",
    "roles/keys.toml: place: Missing data for required field.",
    "roles/keys.toml: requirement: Missing data for required field.",
    "roles/keys.toml: responsibilities: Missing data for required field.",
    "roles/keys.toml: titles: Missing data for required field.",
    "roles/keys.toml: version: Missing data for required field.",
    "roles/keys.toml: weights: Missing data for required field.",
    "roles/other-name.toml: id: is 'tailor'; the file has to have its name",
    "roles/tailor.toml: overlocker: no such skill",
    "roles/tailor.toml: place: sums to 110, not 100",
    "roles/tailor.toml: sewing: no such skill",
    "roles/tailor.toml: threads: no such skill",
    "roles/tailor.toml: weights: sum to 110, not 100",
    "roles/weaver.toml: titles: 'sewer' is a title of 'tailor' too",
    "titles.toml: seniority grand value: Must be one of",
    "context.toml: cues: Missing data for required field.",
    "context.toml: names: Missing data for required field.",
    "context.toml: plain: Missing data for required field.",
    "context.toml: words: Missing data for required field.",
    "sections.toml: file: is missing",
    "jobs.toml: keys: unknown table 'surprise'",
]


@pytest.fixture
def folder(taxonomy_folder: Path, tmp_path: Path) -> Path:
    """A sound taxonomy to break."""
    return Path(shutil.copytree(taxonomy_folder, tmp_path / "taxonomy"))


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces text that stands once in a file."""

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return replace


def problems(folder: Path) -> list[str]:
    with pytest.raises(TaxonomyError) as raised:
        load_lexicon(folder)
    assert str(raised.value).splitlines() == [str(problem) for problem in raised.value.problems]
    return str(raised.value).splitlines()


def test_everything_wrong_is_named_in_one_go(taxonomy_folder: Path, tmp_path: Path) -> None:
    for name, content in BROKEN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    for name in ("certificates.toml", "jobs.toml", "languages.toml"):
        shutil.copy(taxonomy_folder / name, tmp_path)
    with (tmp_path / "jobs.toml").open("a") as jobs:
        jobs.write("\n[surprise]\n")
    unexpected = problems(tmp_path)
    for told in TOLD:
        found = [line for line in unexpected if line.startswith(told)]
        assert len(found) == 1, told
        unexpected.remove(found[0])
    assert unexpected == []


def test_a_title_of_an_unknown_role_is_named(change: Callable[[str, str, str], None], folder: Path) -> None:
    change("titles.toml", '"ai" = ["machine-learning-engineer"]', '"ai" = ["prompt-baker"]')
    assert problems(folder) == ["titles.toml: ai: no such role: 'prompt-baker'"]


def test_two_cycles_are_two_problems(change: Callable[[str, str, str], None], folder: Path) -> None:
    change("skills/pipelines.toml", 'name = "ETL"', 'name = "ETL"\nimplies = ["apache-airflow"]')
    change("skills/pipelines.toml", 'name = "Big Data"', 'name = "Big Data"\nimplies = ["hadoop"]')
    assert len(problems(folder)) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("skills/pipelines.toml", b"\xff"),
        ("titles.toml", b""),
        ("sections.toml", b"# nothing\n"),
        ("jobs.toml", b""),
        ("adverts.toml", b"[pay]\n"),
    ],
)
def test_a_file_without_sense_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert any(line.startswith(f"{name}: ") for line in problems(folder))


def test_a_folder_in_the_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "skills" / "odd.toml").mkdir()
    assert problems(folder) == ["skills/odd.toml: file: Is a directory"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = {"adverts.toml", "titles.toml", "context.toml", "sections.toml", "jobs.toml"}
    told = {line.split(":")[0] for line in problems(tmp_path / "nowhere")}
    assert told >= missing


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Node.js", "node JS", True),
        ("scikit-learn", "scikit learn", True),
        ("CI/CD", "cicd", True),
        ("snake_case", "SnakeCase", True),
        ("C", "C++", False),
        ("C#", "C++", False),
        ("React", "React Native", False),
    ],
)
def test_surfaces_are_the_same_however_their_words_are_joined(one: str, other: str, *, same: bool) -> None:
    assert (surface_key(one) == surface_key(other)) is same


def test_spellings_of_one_skill_may_differ_in_joins_only(
    change: Callable[[str, str, str], None], folder: Path
) -> None:
    change("skills/learning.toml", 'aliases = ["sklearn"]', 'aliases = ["sklearn", "scikit learn"]')
    assert "scikit learn" in load_lexicon(folder).taxonomy.skills["scikit-learn"].aliases


@pytest.mark.parametrize(
    "name", ["skills/languages.toml", "roles/data-engineer.toml", "titles.toml", "jobs.toml", "context.toml"]
)
def test_the_digest_changes_with_any_byte_of_any_file(lexicon: Lexicon, folder: Path, name: str) -> None:
    assert load_lexicon(folder).taxonomy.digest == lexicon.taxonomy.digest
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    assert load_lexicon(folder).taxonomy.digest != lexicon.taxonomy.digest


def test_the_digest_changes_with_the_name_of_a_file(lexicon: Lexicon, folder: Path) -> None:
    (folder / "skills" / "languages.toml").rename(folder / "skills" / "tongues.toml")
    assert load_lexicon(folder).taxonomy.digest != lexicon.taxonomy.digest


def test_a_file_that_is_not_toml_changes_nothing(lexicon: Lexicon, folder: Path) -> None:
    (folder / "NOTES.txt").write_text("remember")
    assert load_lexicon(folder).taxonomy.digest == lexicon.taxonomy.digest


def test_a_skill_is_loaded_with_all_it_says(lexicon: Lexicon) -> None:
    python, torch = lexicon.taxonomy.skills["python"], lexicon.taxonomy.skills["pytorch"]
    assert (python.name, python.kind, python.domain) == ("Python", Kind.LANGUAGE, "languages")
    assert python.surfaces == ("Python", "Python 3", "CPython")
    assert python.place == Place(20, 40, 40)  # its own
    assert torch.place == Place(10, 60, 30)  # its file's
    assert torch.related == (Related("tensorflow", 70),)
    assert lexicon.taxonomy.skills["go"].case_sensitive == {"Go"}


def test_a_role_is_loaded_with_all_it_says(lexicon: Lexicon) -> None:
    role = lexicon.catalogue.roles["data-engineer"]
    assert role.requirements[0] == Requirement("SQL", ("sql",), Importance.ESSENTIAL, 24, 66)
    assert role.requirements[1].months is None
    assert role.tools[1].skills == ("apache-spark", "apache-flink")


def test_title_words_are_those_of_the_file_and_of_every_role(lexicon: Lexicon) -> None:
    words = lexicon.catalogue.title_words
    assert words["quant"] == ("data-scientist", "machine-learning-engineer")
    assert words["etl developer"] == ("data-engineer",)
    assert lexicon.catalogue.seniority_words["trainee"] is Seniority.INTERN


@pytest.fixture(scope="module")
def carried() -> Lexicon:
    return load_lexicon()


def test_the_carried_taxonomy_is_sound_and_wide(carried: Lexicon) -> None:
    assert len(carried.taxonomy.skills) >= LEAST_SKILLS
    assert len(carried.catalogue.roles) >= 3


def test_well_known_skills_are_linked_and_no_two_by_one_link(carried: Lexicon) -> None:
    links = [link for skill in carried.taxonomy.skills.values() for link in skill.links]
    assert {*carried.taxonomy.skills["python"].links} == {
        "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d",
        "onet:43232405/Python",
    }
    assert sum(bool(skill.links) for skill in carried.taxonomy.skills.values()) >= LEAST_LINKED
    assert len(set(links)) == len(links)


def test_short_surfaces_of_the_carried_taxonomy_need_context(carried: Lexicon) -> None:
    careless = [
        (skill.id, surface)
        for skill in carried.taxonomy.skills.values()
        for surface in skill.surfaces
        if len(surface) <= SHORT and surface.isalpha() and surface not in skill.ambiguous
    ]
    assert careless == []
