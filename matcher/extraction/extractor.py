"""Composes the readers of one document."""

from collections.abc import Mapping
from copy import copy

from matcher.domain.document import Document
from matcher.domain.extraction import Extraction
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.domain.skill import Skill
from matcher.extraction.cautions import CautionFinder
from matcher.extraction.certifications import CertificateFinder
from matcher.extraction.headline import find_headline
from matcher.extraction.jobs import find_jobs
from matcher.extraction.layout import lay_out
from matcher.extraction.lists import find_stated, find_unrecognised
from matcher.extraction.mentions import MentionFinder
from matcher.extraction.named_titles import NamedTitles
from matcher.extraction.projects import find_projects
from matcher.extraction.schooling import find_schooling
from matcher.extraction.sections import find_sections
from matcher.extraction.spoken_languages import LanguageFinder
from matcher.extraction.tokens import Tokenizer
from matcher.extraction.vocabulary import Vocabulary


class Extractor:
    """Reads documents with one lexicon. Building one takes seconds, an extraction milliseconds."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._tokenizer = Tokenizer()
        self._vocabulary = Vocabulary(self._tokenizer.words_of, lexicon.taxonomy.skills)
        self._mentions = MentionFinder(self._vocabulary, lexicon.taxonomy.context, self._tokenizer.words_of)
        self._titles = NamedTitles(lexicon.catalogue.roles.values())
        self._certificates = CertificateFinder(lexicon.certificates, lexicon.job_words.dates)
        self._languages = LanguageFinder(lexicon.languages)
        self._cautions = CautionFinder(lexicon.job_words, self._vocabulary.is_word)

    def with_own_skills(self, own: Mapping[str, Skill]) -> "Extractor":
        """An extractor of the same lexicon with `own` skills beside; milliseconds, as the rest is shared."""
        extractor: Extractor = copy(self)
        vocabulary = self._vocabulary.with_own_skills(own)
        extractor._vocabulary = vocabulary
        extractor._mentions = self._mentions.with_vocabulary(vocabulary)
        extractor._cautions = CautionFinder(self._lexicon.job_words, vocabulary.is_word)
        return extractor

    def extract(self, document: Document, as_of: Month) -> Extraction:
        """Everything that `document` says; 'present' means `as_of`. The same input gives the same answer."""
        text, context = document.text, self._lexicon.taxonomy.context
        sections = find_sections(text, self._lexicon.headings)
        layout = lay_out(text, sections, context.list_labels)
        tokens = self._tokenizer.split(text, self._vocabulary.is_word)
        words = self._lexicon.job_words
        jobs = find_jobs(text, sections, as_of, words)
        headline = find_headline(text, sections, words)
        mentions, declined = self._mentions.find(document, tokens, layout, jobs, headline)
        return Extraction(
            as_of=as_of,
            sections=sections,
            mentions=mentions,
            declined=declined,
            unrecognised=find_unrecognised(layout, (*mentions, *declined), context.list_fillers),
            stated=find_stated(text, mentions),
            jobs=jobs,
            projects=find_projects(text, sections, jobs, as_of, words.dates),
            schooling=find_schooling(text, sections, words),
            headline=headline or (None if jobs else self._titles.first(tokens.words)),
            certifications=self._certificates.find(text, sections),
            languages=self._languages.find(text, sections),
            warnings=self._cautions.find(document, sections, mentions, jobs, as_of),
        )
