"""Every link of the docs to a file of the repository leads somewhere, also behind its `#`."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted(
    [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md"), *REPOSITORY.glob("skill_taxonomy/*.md")]
)
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z]+:")


def anchors(page: str) -> set[str]:
    """As GitHub makes them of headings: small letters, blanks as hyphens, other marks gone."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """Links of the page that lead nowhere."""
    links = _LINK.findall(_CODE.sub("", page.read_text("utf-8")))
    return [link for link in links if not _ELSEWHERE.match(link) and not _leads(page, unquote(link))]


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    if not target.is_relative_to(REPOSITORY) or not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert {f"docs/{path.name}" for path in (REPOSITORY / "docs").glob("*.md")} <= set(_LINK.findall(readme))


def test_what_leads_nowhere_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "REPOSITORY", tmp_path)
    (tmp_path / "a.md").write_text("# 3. Kept, *here* & now\n```\n# none\n```\n", "utf-8")
    whole = "[a](a.md) [b](a.md#3-kept-here--now) [c](https://x.example) `[d](none.md)`"
    (tmp_path / "page.md").write_text(f"{whole} [e](b.md) [f](a.md#none) [g](#h)", "utf-8")
    assert broken(tmp_path / "page.md") == ["b.md", "a.md#none", "#h"]
