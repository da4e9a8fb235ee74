from pathlib import Path

import pytest
from releases import SKILL, esco_release, onet_release

from matcher.domain.skill import Kind
from matcher.errors import InvalidInput, TaxonomyError
from matcher.taxonomy import carried_directory
from matcher.taxonomy.esco import esco_concepts
from matcher.taxonomy.onet import onet_concepts
from matcher.taxonomy.release import ImportRules, load_import_rules


@pytest.fixture(scope="module")
def rules() -> ImportRules:
    return load_import_rules(carried_directory())


def test_esco_skills_come_with_all_their_names_and_relations(tmp_path: Path, rules: ImportRules) -> None:
    found = {each.link: each for each in esco_concepts(esco_release(tmp_path / "esco"), rules.esco)}
    assert set(found) == {
        SKILL + key for key in ("wound", "nursing", "triage", "snake", "weaving", "twin", "fire")
    }
    wound, weaving = found[SKILL + "wound"], found[SKILL + "weaving"]
    assert wound.names == ("dress deep wounds", "wound dressing", "deep wound care")
    assert (wound.kind, wound.broader) == (Kind.TECHNIQUE, (SKILL + "nursing",))
    assert wound.related == ((SKILL + "weaving", 20),)
    assert (weaving.names, weaving.kind) == (("weaving", "loom work", "weavving"), Kind.FIELD)
    assert found[SKILL + "snake"].names == ("Python", "CPython")


def test_esco_relations_and_later_columns_may_be_missing(tmp_path: Path, rules: ImportRules) -> None:
    old = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels\n"
    (tmp_path / "skills_en.csv").write_text(old + "K,uri:a,knowledge,cross-sector,loom work,\n", "utf-8-sig")
    (only,) = esco_concepts(tmp_path, rules.esco)
    assert (only.link, only.names, only.broader, only.related) == ("uri:a", ("loom work",), (), ())


def test_onet_technologies_imply_their_commodity(tmp_path: Path, rules: ImportRules) -> None:
    found = {each.link: each for each in onet_concepts(onet_release(tmp_path / "onet"), rules.onet, "29-")}
    assert set(found) == {
        "onet:43232610",
        "onet:43232610/MedCharts software",
        "onet:43232610/Patient data interchange protocol PDIP",
        "onet:2.A.1.a",
    }
    charts = found["onet:43232610/MedCharts software"]
    assert (charts.names, charts.kind, charts.broader) == (
        ("MedCharts software",),
        Kind.PRODUCT,
        ("onet:43232610",),
    )
    protocol = found["onet:43232610/Patient data interchange protocol PDIP"]
    assert protocol.names == ("Patient data interchange protocol", "PDIP")
    assert found["onet:2.A.1.a"].kind is Kind.TECHNIQUE


def test_onet_kinds_follow_the_commodity(tmp_path: Path, rules: ImportRules) -> None:
    found = {
        each.names[0]: each.kind for each in onet_concepts(onet_release(tmp_path / "onet"), rules.onet, "15-")
    }
    assert found["LoomDB"] is Kind.DATABASE
    assert found["Python"] is Kind.TOOL
    assert found["Loom Programming"] is Kind.TECHNIQUE


def test_onet_without_ratings_takes_the_leaves_of_the_model(tmp_path: Path, rules: ImportRules) -> None:
    release = onet_release(tmp_path / "onet", rated=False)
    elements = [each for each in onet_concepts(release, rules.onet) if each.link.startswith("onet:2.")]
    assert [(each.names[0], each.kind) for each in elements] == [
        ("Attentive Reading", Kind.TECHNIQUE),
        ("Loom Medicine", Kind.FIELD),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is not in"),
        (b"conceptUri,skillType\n", "has no column 'preferredLabel', 'altLabels'"),
        (b"", "has no column"),
        (b"conceptUri,skillType,preferredLabel,altLabels\n\xff\xfe,,,\n", "cannot be read"),
    ],
)
def test_a_folder_without_the_release_is_refused(
    tmp_path: Path, rules: ImportRules, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "skills_en.csv").write_bytes(content)
    with pytest.raises(InvalidInput, match=said):
        list(esco_concepts(tmp_path, rules.esco))


def test_rules_name_everything_wrong(tmp_path: Path) -> None:
    (tmp_path / "imports.toml").write_text('[esco]\nkinds = { knowledge = "feeld" }\n', "utf-8")
    with pytest.raises(TaxonomyError) as told:
        load_import_rules(tmp_path)
    assert {problem.place for problem in told.value.problems} == {
        "esco kinds knowledge value",
        "esco relations",
        "onet",
    }
