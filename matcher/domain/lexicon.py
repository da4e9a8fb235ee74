"""Everything that skill_taxonomy/ says, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.domain.advert import AdvertWords
from matcher.domain.credentials import CertificateWords, LanguageWords
from matcher.domain.role import Catalogue
from matcher.domain.skill import Taxonomy
from matcher.domain.words import JobWords


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`headings` gives the phrases that open each section; all phrases are in lower case."""

    taxonomy: Taxonomy
    catalogue: Catalogue
    headings: Mapping[str, tuple[str, ...]]
    job_words: JobWords
    advert_words: AdvertWords
    certificates: CertificateWords
    languages: LanguageWords
