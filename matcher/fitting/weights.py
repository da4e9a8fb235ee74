"""Every weight of the scorer, with its reason. A change here is a new SCORER_VERSION."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.domain.extraction import SectionName
from matcher.domain.role import Importance

SCORER_VERSION = "2"

# What a mention proves by where it stands, in per cents: work that used a skill proves more than a project,
# a project more than a list, a list more than a course. An interest proves next to nothing.
SECTION_CREDIT: Mapping[SectionName, int] = MappingProxyType(
    {
        SectionName.EXPERIENCE: 80,
        SectionName.PROJECTS: 72,
        SectionName.CERTIFICATIONS: 70,
        SectionName.SKILLS: 65,
        SectionName.HEADER: 62,
        SectionName.SUMMARY: 62,
        SectionName.OTHER: 60,
        SectionName.PUBLICATIONS: 58,
        SectionName.VOLUNTEERING: 55,
        SectionName.AWARDS: 50,
        SectionName.EDUCATION: 45,
        SectionName.COURSEWORK: 45,
        SectionName.LANGUAGES: 30,
        SectionName.INTERESTS: 20,
        SectionName.REFERENCES: 20,
    }
)

# Named in a second and a third part of the résumé: a claim and its proof agree.
SECTION_BONUS = 5
SECTION_BONUS_MOST = 10

# A point for every three months of use, to 45 months; beyond that, more time tells little.
MONTHS_A_POINT = 3
MONTHS_BONUS_MOST = 15

# Months since the last use, and what they take off: tools change, and so do hands.
RECENCY_LOSSES = ((120, 25), (72, 15), (36, 5))

# Who has a skill has what it implies, though less provably than if the résumé said so.
IMPLIED_SHARE = 85
# Part credit below this is too thin to call a requirement met.
RELATED_LEAST = 25
# Strength of skills that only share what they imply, for advice and never for credit.
SIBLING_STRENGTH = 20

# Essential requirements together outweigh the rest in any role of usual shape.
IMPORTANCE_WEIGHT: Mapping[Importance, int] = MappingProxyType(
    {Importance.ESSENTIAL: 6, Importance.IMPORTANT: 3, Importance.USEFUL: 1}
)

# Education one, two or more levels under the wish, in per cents of the component.
EDUCATION_STEPS = (100, 70, 40, 20, 10, 0)

# A title held now, within five years, or before; a headline is the person's own claim.
TITLE_NOW = 100
TITLE_RECENT = 80
TITLE_OLD = 50
TITLE_HEADLINE = 80
TITLE_INTERNSHIP = 60
TITLE_RECENT_MONTHS = 60

# Months of experience from which a person without a telling title is mid or senior.
MID_MONTHS = 24
SENIOR_MONTHS = 72
