"""Extraction -> Profile -> ranked Fits. Pure functions in integer arithmetic.

Nothing here sees a name, sex, age, photograph, address, nationality or school: a Profile does not hold them.
"""

from matcher.fitting.profile import build_profile
from matcher.fitting.ranking import rank_roles
from matcher.fitting.titles import resolve_title, title_phrases
from matcher.fitting.weights import SCORER_VERSION

__all__ = ["SCORER_VERSION", "build_profile", "rank_roles", "resolve_title", "title_phrases"]
