from pathlib import Path

import pytest
from releases import esco_link, esco_release, newest_onet_release, onet_release

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
        esco_link(key) for key in ("wound", "nursing", "triage", "snake", "weaving", "twin", "fire")
    }
    wound, weaving = found[esco_link("wound")], found[esco_link("weaving")]
    assert wound.names == ("dress deep wounds", "wound dressing", "deep wound care")
    assert (wound.kind, wound.broader) == (Kind.TECHNIQUE, (esco_link("nursing"),))
    assert wound.related == ((esco_link("weaving"), 20),)
    assert (weaving.names, weaving.kind) == (("weaving", "loom work", "weavving"), Kind.FIELD)
    assert found[esco_link("snake")].names == ("Python", "CPython")


def test_esco_relations_and_later_columns_may_be_missing(tmp_path: Path, rules: ImportRules) -> None:
    old = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels\n"
    (tmp_path / "skills_en.csv").write_text(old + "K,uri:a,knowledge,cross-sector,loom work,\n", "utf-8-sig")
    (only,) = esco_concepts(tmp_path, rules.esco)
    assert (only.link, only.names, only.broader, only.related) == ("uri:a", ("loom work",), (), ())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", ["\n", "\r\n", " | "])
def test_esco_labels_stand_on_lines_or_between_bars(
    tmp_path: Path, rules: ImportRules, between: str, end: str
) -> None:
    columns = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels"
    labels = between.join(("loom|work", 'weaver\'s ""craft""', "warp, weft"))
    text = f'{columns}{end}K,uri:a,knowledge,cross-sector,weaving,"{labels}"{end}'
    (tmp_path / "skills_en.csv").write_bytes(text.encode("utf-8-sig"))
    (only,) = esco_concepts(tmp_path, rules.esco)
    assert only.names == ("weaving", "loom|work", 'weaver\'s "craft"', "warp, weft")


def test_esco_relations_may_tell_no_language(tmp_path: Path, rules: ImportRules) -> None:
    release = esco_release(tmp_path / "esco")
    for table in ("broaderRelationsSkillPillar", "skillSkillRelations"):
        (release / f"{table}_en.csv").rename(release / f"{table}.csv")
    found = {each.link: each for each in esco_concepts(release, rules.esco)}
    wound = found[esco_link("wound")]
    assert (wound.broader, wound.related) == ((esco_link("nursing"),), ((esco_link("weaving"), 20),))


def test_esco_relations_may_come_with_labels(tmp_path: Path, rules: ImportRules) -> None:
    release = esco_release(tmp_path / "esco")
    (release / "broaderRelationsSkillPillar_en.csv").write_text(
        "conceptType,conceptUri,conceptLabel,broaderType,broaderUri,broaderLabel\n"
        f"K,{esco_link('wound')},dress deep wounds,K,{esco_link('nursing')},nursing\n",
        "utf-8",
    )
    found = {each.link: each for each in esco_concepts(release, rules.esco)}
    assert found[esco_link("wound")].broader == (esco_link("nursing"),)


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


def test_the_newest_onet_has_elements_for_commodities(tmp_path: Path, rules: ImportRules) -> None:
    release = newest_onet_release(tmp_path / "onet")
    found = {each.link: each for each in onet_concepts(release, rules.onet)}
    assert {link for link in found if "/" not in link} == {
        *("onet:2.E.3.h", "onet:2.E.2.d", "onet:2.E.2.a"),
        *("onet:2.A.1.a", "onet:2.B.3.e"),
    }
    loom = found["onet:2.E.2.d/LoomDB"]
    assert (loom.names, loom.kind, loom.broader) == (("LoomDB",), Kind.DATABASE, ("onet:2.E.2.d",))


@pytest.mark.parametrize(
    ("example", "names"),
    [
        ("Structured loom language SLL", ("Structured loom language", "SLL")),
        ("Hyperloom markup language HLML", ("Hyperloom markup language", "HLML")),
        ("Extensible loom language XLL", ("Extensible loom language", "XLL")),
        ("Loomsoft Rapid Application Cluster RAC", ("Loomsoft Rapid Application Cluster", "RAC")),
        ("Loom resource planning LRP software", ("Loom resource planning", "LRP")),
        ("Loom resource information system (LRIS)", ("Loom resource information system", "LRIS")),
        ("Loom Care software", ("Loom Care", "Loom Care software")),
        ("NextLoom Healthcare EHR", ("NextLoom Healthcare EHR",)),
        ("Looracle RAC", ("Looracle RAC",)),
        ("Loom 3D", ("Loom 3D",)),
        ("LOOM", ("LOOM",)),
        ("software", ("software",)),
    ],
)
def test_onet_examples_end_with_their_abbreviations(
    tmp_path: Path, rules: ImportRules, example: str, names: tuple[str, ...]
) -> None:
    head = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\n"
    row = f"15-1252.00\t{example}\t43232402\tDevelopment environment software\tN\n"
    (tmp_path / "Technology Skills.txt").write_text(head + row, "utf-8")
    _, concept = onet_concepts(tmp_path, rules.onet)
    assert concept.names == names


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


def test_a_folder_without_technologies_is_refused(tmp_path: Path, rules: ImportRules) -> None:
    with pytest.raises(InvalidInput, match=r"Software Skills\.txt or Technology Skills\.txt: is not in"):
        list(onet_concepts(tmp_path, rules.onet))


def test_rules_name_everything_wrong(tmp_path: Path) -> None:
    (tmp_path / "imports.toml").write_text('[esco]\nkinds = { knowledge = "feeld" }\n', "utf-8")
    with pytest.raises(TaxonomyError) as told:
        load_import_rules(tmp_path)
    assert {problem.place for problem in told.value.problems} == {
        "esco kinds knowledge value",
        "esco relations",
        "onet",
    }
