"""bytes -> Document -> Extraction -> Profile -> Fits."""

from copy import copy

from matcher.documents import Reader
from matcher.domain.advert import Advert
from matcher.domain.analysis import Analysis
from matcher.domain.document import Document, Upload
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.extraction.adverts import AdvertReader
from matcher.extraction.extractor import Extractor
from matcher.fitting import build_profile, rank_roles
from matcher.fitting.relations import Relations
from matcher.services.timing import timed_stage


class Analyst:
    """Takes résumés through every stage with one lexicon. The same bytes and month give the same analysis."""

    def __init__(self, lexicon: Lexicon, reader: Reader) -> None:
        self.lexicon = lexicon
        self._reader = reader
        self._extractor = Extractor(lexicon)
        self._adverts = AdvertReader(lexicon)
        self.relations = Relations(lexicon.taxonomy.skills)

    def with_own_skills(self, lexicon: Lexicon) -> "Analyst":
        """The analyst of `lexicon`, which is this one's with own skills; what both have in common is shared.

        It takes milliseconds and finds what one built for `lexicon` from nothing would find.
        """
        known, skills = self.lexicon.taxonomy.skills, lexicon.taxonomy.skills
        own = {name: skill for name, skill in skills.items() if name not in known}
        analyst: Analyst = copy(self)
        analyst.lexicon = lexicon
        analyst._extractor = self._extractor.with_own_skills(own)
        analyst._adverts = self._adverts.with_skills(skills)
        analyst.relations = self.relations.with_own_skills(own)
        return analyst

    def ranking_by(self, lexicon: Lexicon) -> "Analyst":
        """The same analyst, ranking the roles of `lexicon`, which has the same words; costs nothing."""
        if lexicon is self.lexicon:
            return self
        analyst = copy(self)
        analyst.lexicon = lexicon
        return analyst

    def read(self, upload: Upload) -> Document:
        """Raises DocumentError."""
        with timed_stage("read"):
            return self._reader.read(upload)

    def analyse(self, upload: Upload, as_of: Month) -> Analysis:
        """`as_of` is what 'present' means. Raises DocumentError."""
        return self.analyse_document(self.read(upload), as_of)

    def analyse_document(self, document: Document, as_of: Month) -> Analysis:
        with timed_stage("extract"):
            extraction = self._extractor.extract(document, as_of)
        with timed_stage("profile"):
            profile = build_profile(extraction, self.lexicon, self.relations)
        with timed_stage("rank"):
            fits = rank_roles(profile, self.lexicon, self.relations)
        return Analysis(document, extraction, profile, fits)

    def read_advert(self, document: Document) -> Advert:
        """`document` as a job advert; no month bears on what it says."""
        with timed_stage("extract"):
            extraction = self._extractor.extract(document, Month(1, 1))
        return self._adverts.read(document.text, extraction)
