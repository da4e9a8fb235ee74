import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.domain.lexicon import Lexicon
from matcher.errors import TaxonomyError
from matcher.taxonomy import load_lexicon


@pytest.fixture
def append(taxonomy_folder: Path, tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Gives what is wrong once `text` stands at the end of a file."""

    def problems(name: str, text: str) -> list[str]:
        folder = shutil.copytree(taxonomy_folder, tmp_path / "taxonomy")
        with (folder / name).open("a") as file:
            file.write(text)
        with pytest.raises(TaxonomyError) as raised:
            load_lexicon(folder)
        return str(raised.value).splitlines()

    return problems


def test_words_come_from_the_files(lexicon: Lexicon) -> None:
    cisco = next(family for family in lexicon.certificates.families if family.id == "cisco")
    assert cisco.short["CCNA"] == "Cisco Certified Network Associate"
    assert "holds" not in lexicon.certificates.holders
    german = next(language for language in lexicon.languages.languages if language.code == "de")
    assert german.names[:2] == ("German", "Deutsch")
    assert lexicon.languages.levels["mother tongue"] == "native"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "certificates.toml",
            '[[family]]\nid = "x"\nissuer = "X"\nambiguous = ["QQQ"]\n',
            "is none of its names",
        ),
        (
            "certificates.toml",
            '[[family]]\nid = "cisco"\nissuer = "X"\n',
            "the id 'cisco' stands there twice",
        ),
        ("certificates.toml", '[[family]]\nid = "x"\nissuer = "X"\ncode = ["Q"]\n', "code: Unknown field."),
        (
            "certificates.toml",
            '[[family]]\nid = "x"\nissuer = "X"\nnames = ["Terraform Associate"]\n',
            "twice",
        ),
        ("languages.toml", '[[language]]\ncode = "de"\nname = "Saxon"\n', "the code 'de' stands there twice"),
        (
            "languages.toml",
            '[[language]]\ncode = "nds"\nname = "german"\n',
            "the name 'german' stands there twice",
        ),
        ("languages.toml", '[[language]]\ncode = "German"\nname = "Saxon"\n', "ISO 639"),
    ],
)
def test_what_is_wrong_is_named(
    append: Callable[[str, str], list[str]], name: str, text: str, told: str
) -> None:
    (line,) = append(name, text)
    assert line.startswith(f"{name}: ")
    assert told in line
