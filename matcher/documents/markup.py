"""XML parts of office documents, parsed without entities, network or unbounded depth."""

from lxml import etree

from matcher.errors import Damaged


def parse_xml(content: bytes, filename: str, part: str) -> etree._Element:
    """Raises Damaged when `content` is not well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(filename, f"the part {part} is not well-formed XML") from error


def local_name(element: etree._Element) -> str:
    """The tag without its namespace, so that the strict and the transitional variants read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute of that local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children_named(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if local_name(child) == name]


def child_named(element: etree._Element | None, name: str) -> etree._Element | None:
    if element is None:
        return None
    return next(iter(children_named(element, name)), None)
