"""JSON Resume (https://jsonresume.org/schema) as the text of an ordinary résumé."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from matcher.documents.sniff import json_resume_in
from matcher.documents.source import Contents, Source
from matcher.errors import UnknownType

Entry = dict[str, Any]
MEDIA_TYPE = "application/json"
_WHOLE_YEAR = re.compile(r"\d{4}")


def read_json_resume(source: Source) -> Contents:
    loaded = json_resume_in(source.content)
    if loaded is None:
        raise UnknownType(source.filename, "a JSON file")
    return Contents(MEDIA_TYPE, (resume_to_text(loaded),))


def resume_to_text(resume: Entry) -> str:
    blocks = [_lines(_basics(_entry(resume.get("basics"))))]
    for key, heading, to_lines in SECTIONS:
        entries = [_lines(to_lines(entry)) for entry in _entries(resume.get(key))]
        body = (SEPARATORS.get(key, "\n\n")).join(text for text in entries if text)
        if body:
            blocks.append(f"{heading}\n{body}")
    return "\n\n".join(block for block in blocks if block)


def _basics(basics: Entry) -> Iterable[str]:
    yield _text(basics.get("name"))
    yield _text(basics.get("label"))
    location = _entry(basics.get("location"))
    contact = [basics.get("email"), basics.get("phone"), basics.get("url") or basics.get("website")]
    contact += [location.get("city"), location.get("region"), location.get("countryCode")]
    yield _joined(" | ", contact)
    for profile in _entries(basics.get("profiles")):
        yield _joined(": ", [profile.get("network"), profile.get("url") or profile.get("username")])
    if summary := _text(basics.get("summary")):
        yield f"\nSummary\n{summary}"


def _work(entry: Entry) -> Iterable[str]:
    """With labels, as 'Keeper of Records' is known for a title and 'Acme, Inc.' for one name only by them."""
    employer = _line(entry.get("name") or entry.get("company") or entry.get("organization"))
    position = _line(entry.get("position"))
    yield f"Company - {employer}" if employer else ""
    yield f"Title - {position}" if employer and position else position
    yield _work_period(entry)
    yield from _told_of_work(entry)


def _volunteering(entry: Entry) -> Iterable[str]:
    yield _joined(", ", [entry.get("position"), entry.get("organization") or entry.get("name")])
    yield _period(entry)
    yield from _told_of_work(entry)


def _told_of_work(entry: Entry) -> Iterable[str]:
    yield _joined(" | ", [entry.get("location"), entry.get("url") or entry.get("website")])
    yield _text(entry.get("description"))
    yield from _summary_and_highlights(entry)


def _project(entry: Entry) -> Iterable[str]:
    yield _joined(", ", [entry.get("name"), ", ".join(_texts(entry.get("roles"))), entry.get("entity")])
    yield _period(entry)
    yield _text(entry.get("description"))
    yield from _summary_and_highlights(entry)
    if keywords := _texts(entry.get("keywords")):
        yield "Technologies: " + ", ".join(keywords)
    yield _text(entry.get("url"))


def _summary_and_highlights(entry: Entry) -> Iterable[str]:
    yield _text(entry.get("summary"))
    yield from (f"• {highlight}" for highlight in _texts(entry.get("highlights")))


def _education(entry: Entry) -> Iterable[str]:
    yield _joined(" in ", [entry.get("studyType"), entry.get("area")])
    yield _text(entry.get("institution"))
    yield _period(entry)
    if score := _text(entry.get("score") or entry.get("gpa")):
        yield f"Grade: {score}"
    if courses := _texts(entry.get("courses")):
        yield "Coursework: " + ", ".join(courses)


def _skill(entry: Entry) -> Iterable[str]:
    label = _text(entry.get("name"))
    if level := _text(entry.get("level")):
        label = f"{label} ({level})"
    if named := _joined(": ", [label, ", ".join(_texts(entry.get("keywords")))]):
        yield f"• {named}"


def _dated_line(*keys: str) -> Callable[[Entry], Iterable[str]]:
    def to_lines(entry: Entry) -> Iterable[str]:
        yield _joined(", ", [entry.get(key) for key in keys])
        yield _text(entry.get("date") or entry.get("releaseDate"))
        yield _text(entry.get("summary"))

    return to_lines


def _certificate(entry: Entry) -> Iterable[str]:
    for label, key in (("Certificate", "name"), ("Issuer", "issuer")):
        if said := _line(entry.get(key)):
            yield f"{label}: {said}"
    yield _text(entry.get("date"))


def _language(entry: Entry) -> Iterable[str]:
    yield _joined(
        ": ", [entry.get("language") or entry.get("name"), entry.get("fluency") or entry.get("level")]
    )


def _reference(entry: Entry) -> Iterable[str]:
    yield _joined(": ", [entry.get("name"), entry.get("reference")])


SECTIONS: tuple[tuple[str, str, Callable[[Entry], Iterable[str]]], ...] = (
    ("work", "Work Experience", _work),
    ("volunteer", "Volunteer Experience", _volunteering),
    ("projects", "Projects", _project),
    ("education", "Education", _education),
    ("skills", "Skills", _skill),
    ("certificates", "Certifications", _certificate),
    ("awards", "Awards", _dated_line("title", "awarder")),
    ("publications", "Publications", _dated_line("name", "publisher")),
    ("languages", "Languages", _language),
    ("interests", "Interests", _skill),
    ("references", "References", _reference),
)
SEPARATORS = {"skills": "\n", "languages": "\n", "interests": "\n"}


def _period(entry: Entry) -> str:
    """'2020-01 - 2023-05'; an end that is not told means that it goes on."""
    start, end = _text(entry.get("startDate")), _text(entry.get("endDate"))
    if start:
        return f"{start} - {end or 'Present'}"
    return end


def _work_period(entry: Entry) -> str:
    """Years as their first and last month, so that one year alone is read as the period that it is."""
    start, end = (_text(entry.get(key)) for key in ("startDate", "endDate"))
    first = f"{start}-01" if _WHOLE_YEAR.fullmatch(start) else start
    last = f"{end}-12" if _WHOLE_YEAR.fullmatch(end) else end
    return _period({"startDate": first, "endDate": last})


def _entry(value: Any) -> Entry:
    return value if isinstance(value, dict) else {}


def _entries(value: Any) -> list[Entry]:
    """Sections are lists of objects; a bare string in one is taken for the name."""
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, dict) else {"name": item, "language": item} for item in items if item]


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [text for text in map(_text, items) if text]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("name"))
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _line(value: Any) -> str:
    """Text on one line."""
    return " ".join(_text(value).split())


def _joined(separator: str, values: Iterable[Any]) -> str:
    return separator.join(text for text in map(_text, values) if text)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)
