import pytest

from matcher.domain.lexicon import Lexicon
from matcher.extraction.sections import find_sections
from matcher.extraction.spoken_languages import LanguageFinder


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> LanguageFinder:
    return LanguageFinder(lexicon.languages)


def spoken(finder: LanguageFinder, lexicon: Lexicon, text: str) -> dict[str, str | None]:
    return {each.code: each.level for each in finder.find(text, find_sections(text, lexicon.headings))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Languages: English (fluent), German B2", {"en": "fluent", "de": "B2"}),
        (
            "Languages\nEnglish - Native\nGerman: B2\nFrench\nBasic",
            {"en": "native", "de": "B2", "fr": "basic"},
        ),
        ("Languages\nKlingon\nEnglish: B2\nOld Norse\nGerman", {"en": "B2", "de": None}),
        ("Languages\nEnglish\nKlingon: basic\nGerman", {"en": None, "de": None}),
        ("Languages\nEnglish\nLevel: basic\nGerman", {"en": "basic", "de": None}),
        ("Languages\nGerman: basic\nFinnish", {"de": "basic", "fi": None}),
        ("Languages\nEnglish\nTaught evening classes to newcomers\nGerman", {"en": None}),
        ("Languages known: English & Hindi", {"en": None, "hi": None}),
        ("Languages: Native Spanish, English (C1)", {"es": "native", "en": "C1"}),
        ("Languages: English, native; Dutch, intermediate", {"en": "native", "nl": "intermediate"}),
        (
            "Language Skills\nFluent: English, French\nBasic: German",
            {"en": "fluent", "fr": "fluent", "de": "basic"},
        ),
        (
            "Languages\n• English – Full professional proficiency\n• Hindi – Native or bilingual",
            {"en": "fluent", "hi": "native"},
        ),
        ("LANGUAGES\nEnglish\tC2\nPolish\tA2", {"en": "C2", "pl": "A2"}),
        ("Languages: German (upper intermediate, B2)", {"de": "B2"}),
        (
            "Sprachen: Deutsch (Muttersprache), Englisch (verhandlungssicher)",
            {"de": "native", "en": "fluent"},
        ),
        ("Languages: Mandarin Chinese (native), Brazilian Portuguese", {"zh": "native", "pt": None}),
        ("Fluent in English, conversational German.", {"en": "fluent", "de": "intermediate"}),
        (
            "Native Polish speaker, fluent in Czech and Slovak.",
            {"pl": "native", "cs": "fluent", "sk": "fluent"},
        ),
        ("Speaks Danish", {"da": None}),
    ],
)
def test_languages_with_their_levels(
    finder: LanguageFinder, lexicon: Lexicon, text: str, expected: dict[str, str | None]
) -> None:
    assert spoken(finder, lexicon, f"Vera Lindqvist\n\n{text}\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Languages: Python, Java, C, Basic, Go",
        "Programming Languages: Python (advanced), R",
        "Languages and frameworks: Java, Spring",
        "Worked with German customers and a Polish team.",
        "Fluent in French cuisine",
        "Taught English literature in Spain",
        "Polish the user interface",
        "Natural language processing of Finnish texts",
        "Interests: Japanese gardens, Latin dance",
        "Native app developer, fluent in Swift",
    ],
)
def test_other_names_are_no_spoken_languages(finder: LanguageFinder, lexicon: Lexicon, text: str) -> None:
    assert spoken(finder, lexicon, f"Vera Lindqvist\n\n{text}\n") == {}


def test_a_list_ends_where_the_languages_end(finder: LanguageFinder, lexicon: Lexicon) -> None:
    text = (
        "Languages\nEnglish\nDutch\n\nTools for German and Danish hospitals, among them looms of all kinds\n"
    )
    assert set(spoken(finder, lexicon, text)) >= {"en", "nl"}


def test_offsets_quote_the_text(finder: LanguageFinder, lexicon: Lexicon) -> None:
    text = "Vera Lindqvist\n\nLanguages: Deutsch (C1)\n"
    (german,) = finder.find(text, find_sections(text, lexicon.headings))
    assert (text[german.start : german.end], german.name) == ("Deutsch", "German")
