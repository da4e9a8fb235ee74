"""Small invented releases in the form of the official ones."""

import csv
from collections.abc import Iterable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

_SKILL_COLUMNS = (
    *("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels"),
    *("status", "modifiedDate", "scopeNote", "definition", "inScheme", "description"),
)
_ESCO = (
    ("wound", "skill/competence", "dress deep wounds", "wound dressing\ndeep wound care", "", "For nurses."),
    ("nursing", "knowledge", "nursing", "nursing science", "", "Care for the sick."),
    ("triage", "skill/competence", "triage", "wound dressing\nNursing\nsort patients", "", "Urgency first."),
    ("snake", "knowledge", "Python (computer programming)", "CPython", "", "A language."),
    ("weaving", "knowledge", "weaving", "loom work", "weavving", "Threads."),
    ("twin", "knowledge", "weaving (textile)", "WEAVING", "", "Said twice."),
    ("fire", "knowledge", "ICU", "", "", "Where intense care is given."),
    ("group", "", "health", "", "", "No skill but a group."),
)
_BROADER = (("wound", "nursing"), ("nursing", "triage"), ("triage", "wound"), ("weaving", "snake"))
_RELATED = (
    ("wound", "optional", "weaving"),
    ("weaving", "essential", "wound"),
    ("triage", "essential", "snake"),
    ("triage", "unheard-of", "weaving"),
    ("triage", "optional", "gone"),
)


def esco_link(key: str) -> str:
    return f"http://data.europa.eu/esco/skill/{uuid5(NAMESPACE_URL, key)}"


def _table(path: Path, columns: Iterable[str], lines: Iterable[Iterable[str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows(lines)


def esco_release(folder: Path) -> Path:
    folder.mkdir()
    start, end = ("KnowledgeSkillCompetence",), ("released", "2024-01-01T00:00:00Z", "", "", "scheme")
    skills = (
        (*start, esco_link(key), kind, "sector-specific", name, others, hidden, *end, about)
        for key, kind, name, others, hidden, about in _ESCO
    )
    _table(folder / "skills_en.csv", _SKILL_COLUMNS, skills)
    kind = "KnowledgeSkillCompetence"
    broader = ((kind, esco_link(narrow), kind, esco_link(wide)) for narrow, wide in _BROADER)
    columns = ("conceptType", "conceptUri", "broaderType", "broaderUri")
    _table(folder / "broaderRelationsSkillPillar_en.csv", columns, broader)
    related = (
        (esco_link(one), "knowledge", how, "knowledge", esco_link(other)) for one, how, other in _RELATED
    )
    columns = ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri")
    _table(folder / "skillSkillRelations_en.csv", columns, related)
    return folder


_TECHNOLOGY = (
    ("29-1141.00", "MedCharts software", "43232610", "Medical software", "N", "N"),
    ("29-2010.00", "MedCharts software", "43232610", "Medical software", "N", "N"),
    ("29-2010.00", "Patient data interchange protocol PDIP", "43232610", "Medical software", "Y", "N"),
    ("15-1252.00", "LoomDB", "43232306", "Data base user interface and query software", "N", "N"),
    ("15-1252.00", "Python", "43232402", "Development environment software", "Y", "Y"),
)
_RATED = (
    ("29-1141.00", "2.A.1.a", "Attentive Reading", "IM", "4.1"),
    ("29-1141.00", "2.A.1.a", "Attentive Reading", "LV", "4.6"),
    ("29-1141.00", "2.A.1.b", "Programming", "IM", "1.2"),
    ("15-1252.00", "2.B.3.e", "Loom Programming", "IM", "4.5"),
    ("29-1141.00", "1.A.1.a", "Stamina", "IM", "4.5"),
    ("29-1141.00", "2.A.1.c", "Unrated", "IM", "n/a"),
)


def newest_onet_release(folder: Path) -> Path:
    """As since release 30.3: other names of files, elements for the codes of commodities."""
    folder.mkdir()
    columns = (
        "O*NET-SOC Code",
        "Workplace Example",
        "Element ID",
        "Element Name",
        "Hot Technology",
        "In Demand",
    )
    groups = {"43232610": "2.E.3.h", "43232306": "2.E.2.d", "43232402": "2.E.2.a"}
    software = ((soc, example, groups[code], *rest) for soc, example, code, *rest in _TECHNOLOGY)
    _table(folder / "Software Skills.txt", columns, software, "\t")
    columns = ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "N")
    for name, start in (("Essential Skills.txt", "2.A"), ("Transferable Skills.txt", "2.B")):
        rated = ((*row, "8") for row in _RATED if row[1].startswith(start))
        _table(folder / name, columns, rated, "\t")
    return folder


def onet_release(folder: Path, *, rated: bool = True) -> Path:
    folder.mkdir()
    columns = (
        "O*NET-SOC Code",
        "Example",
        "Commodity Code",
        "Commodity Title",
        "Hot Technology",
        "In Demand",
    )
    _table(folder / "Technology Skills.txt", columns, _TECHNOLOGY, "\t")
    if rated:
        columns = ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "N")
        _table(folder / "Skills.txt", columns, ((*row, "8") for row in _RATED), "\t")
    reference = (
        ("2.A", "Basic Skills", "Wide."),
        ("2.A.1", "Content", "Less wide."),
        ("2.A.1.a", "Attentive Reading", "With care."),
        ("2.C.5.b", "Loom Medicine", "Of looms."),
        ("3.A", "Other", "Neither."),
    )
    _table(
        folder / "Content Model Reference.txt", ("Element ID", "Element Name", "Description"), reference, "\t"
    )
    return folder
