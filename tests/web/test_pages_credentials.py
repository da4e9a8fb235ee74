import re

from flask.testing import FlaskClient

RESUME = (
    "Vera Lindqvist\n\nSkills\nPython\n\nCertifications\nCCNA, 2021\n\nLanguages: Swedish (native), English\n"
    "\nEducation\nMSc Statistics, Uppsala\nHigh school, Lund\n"
)


def shown(client: FlaskClient, text: str) -> str:
    page = client.get(client.post("/", data={"text": text}).headers["Location"])
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def test_certificates_and_languages_are_shown(client: FlaskClient) -> None:
    said = shown(client, RESUME)
    assert "Certificates Cisco Certified Network Associate" in said
    assert "Languages Swedish (native), English" in said


def test_what_was_studied_is_shown(client: FlaskClient) -> None:
    assert "Studies Statistics (master) Level" in shown(client, RESUME)


def test_without_any_nothing_is_shown(client: FlaskClient) -> None:
    said = shown(client, "Vera Lindqvist\n\nSkills\nPython\n")
    assert "Certificates" not in said
    assert "Studies" not in said
    assert "Languages Swedish" not in said
    assert 'id="languages"' not in said


def test_cautions_are_shown_with_what_they_mean(client: FlaskClient) -> None:
    said = shown(client, f"{RESUME}\nSkills\n{', '.join(['Python'] * 8)}\n")
    assert "times in a row. Repeats add nothing to the score." in said
