from collections.abc import Callable

import pytest

from matcher.domain.document import Document
from matcher.errors import Empty

Read = Callable[..., Document]


def page(body: str) -> bytes:
    head = "<head><title>x</title><style>p{}</style></head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Mira Kestrel</h1><p>Engineer<br>Tromsø</p>", "Mira Kestrel\n\nEngineer\nTromsø"),
        ("<ul><li>Led <b>a</b> team</li><li><p>Built it</p></li></ul>", "• Led a team\n\n• Built it"),
        ("<p>one\n   two</p>", "one two"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>a</p><script>alert('no')</script><noscript>no</noscript>", "a"),
        (
            "<table><tr><td>Engineer</td><td>2019</td></tr><tr><th>Cook</th><td></td></tr></table>",
            "Engineer\t2019\nCook",
        ),
        (
            "<table><tr><td><p>Skills</p><p>Python</p></td><td><p>Work</p><p>Cook</p></td></tr></table>",
            "Skills\nPython\nWork\nCook",
        ),
        ("R&amp;D &ndash; C&#43;&#43;", "R&D – C++"),
        ("<p>broken <b>tags<p>go on", "broken tags\n\ngo on"),
    ],
)
def test_structure_becomes_lines(read: Read, body: str, expected: str) -> None:
    document = read(page(body))
    assert document.text.replace("\n\n", "\n") == expected.replace("\n\n", "\n")
    assert document.media_type == "text/html"
    assert document.warnings == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>Kafka</p>",
        "<p style='DISPLAY : NONE !important'>Kafka</p>",
        "<p hidden>Kafka</p>",
        "<p style='visibility:hidden'>Kafka</p>",
        "<span style='font-size:0px'>Kafka</span>",
        "<div style='opacity:0'><p>Kafka</p></div>",
        "<table><tr><td><span style='display:none'>Kafka</span></td></tr></table>",
        "<p style='font-size:1px'>Kafka</p>",
        "<p style='position:absolute; left:-9999px'>Kafka</p>",
        "<p style='text-indent:-9999px'>Kafka</p>",
        "<div style='height:0; overflow:hidden'>Kafka</div>",
        "<p style='color:#fff'>Kafka</p>",
        "<font color='white'>Kafka</font>",
        "<p style='color:rgb(255, 255, 255); background:white'>Kafka</p>",
        "<div style='color:white'><ul><li>Kafka</li></ul></div>",
        "<style>/* x */ .ats, #b { display: none } </style><p class='a ats'>Kafka</p>",
        "<style>p.ats{color:#FEFEFE}</style><p class='ats'>Kafka</p>",
    ],
)
def test_hidden_text_is_left_out_with_a_warning(read: Read, hidden: str) -> None:
    document = read(page(f"<p>Python</p>{hidden}"))
    assert document.text == "Python"
    assert [warning.code for warning in document.warnings] == ["hidden-text"]


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='font-size:0.9em'>Kafka</p>",
        "<p style='font-size:10px'>Kafka</p>",
        "<p style='opacity:0.8'>Kafka</p>",
        "<p style='margin-left:-20px'>Kafka</p>",
        "<p style='width:0'>Kafka</p>",
        "<div style='background:#234'><p style='color:white'>Kafka</p></div>",
        "<table><tr bgcolor='navy'><td style='color:white'>Kafka</td></tr></table>",
        "<style>body{background:black;color:#fff}</style><p>Kafka</p>",
        "<style>.bar > p{background:black}</style><p style='color:#fff'>Kafka</p>",
        "<link rel='stylesheet' href='x.css'><p style='color:#fff'>Kafka</p>",
        "<style>@media (max-width:9em){p{display:none}} @import 'x';</style><p>Kafka</p>",
        "<div style='color:white'><p style='color:#333'>Kafka</p></div>",
    ],
)
def test_small_and_pale_text_is_shown(read: Read, shown: str) -> None:
    assert read(page(shown)).text == "Kafka"


def test_the_declared_charset_counts(read: Read) -> None:
    content = '<html><meta charset="cp1251"><body><p>Опыт работы</p></body></html>'.encode("cp1251")
    assert read(content).text == "Опыт работы"


def test_a_page_without_text_is_empty(read: Read) -> None:
    with pytest.raises(Empty):
        read(page("<script>1</script>"))


def test_deep_nesting_ends(read: Read) -> None:
    body = "<p>Mira</p>" + "<div>" * 1_000 + "deep" + "</div>" * 1_000
    assert read(page(body)).text == "Mira\n\ndeep"
