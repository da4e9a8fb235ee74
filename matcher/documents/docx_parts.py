"""Which parts of a Word package hold text, and in which order they are read."""

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from matcher.documents.archive import Archive
from matcher.documents.markup import attribute, local_name, parse_xml
from matcher.errors import Damaged

_MAIN_PART = re.compile(r"(^|/)word/document[^/]*\.xml$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the relationship's type: header, footnotes, styles ..."""

    kind: str
    target: str


class Package:
    """The parts of one DOCX, found through its relationships and, where those are broken, by their names."""

    def __init__(self, archive: Archive, filename: str) -> None:
        self._archive = archive
        self._filename = filename
        self._trees: dict[str, etree._Element] = {}
        self.main_name = self._find_main()
        self._relations = self._relations_of(self.main_name)

    def main(self) -> etree._Element:
        return self._parsed(self.main_name)

    def parts(self, kind: str) -> list[etree._Element]:
        """Each part of that kind once, in the order of the names ('header1' before 'header2')."""
        targets = [relation.target for relation in self._relations if relation.kind == kind]
        names = sorted({name for target in targets if (name := self._archive.first([target]))})
        return [self._parsed(name) for name in names]

    def part(self, kind: str) -> etree._Element | None:
        return next(iter(self.parts(kind)), None)

    def _find_main(self) -> str:
        for relation in self._relations_of(""):
            if relation.kind == "officeDocument" and (name := self._archive.first([relation.target])):
                return name
        named = [name for name in self._archive.names if _MAIN_PART.search(name)]
        if not named:
            raise Damaged(self._filename, "it has no main document part")
        return named[0]

    def _relations_of(self, part: str) -> list[Relation]:
        folder, name = posixpath.split(part)
        found = self._archive.first([posixpath.join(folder, "_rels", f"{name}.rels")])
        if found is None:
            return []
        try:
            root = self._parsed(found)
        except Damaged:
            return []
        return [_relation(element, folder) for element in root if local_name(element) == "Relationship"]

    def _parsed(self, name: str) -> etree._Element:
        if name not in self._trees:
            self._trees[name] = parse_xml(self._archive.read(name), self._filename, name)
        return self._trees[name]


def _relation(element: etree._Element, folder: str) -> Relation:
    target = (attribute(element, "Target") or "").replace("\\", "/")
    absolute = (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )
    return Relation((attribute(element, "Type") or "").rpartition("/")[2], absolute)
