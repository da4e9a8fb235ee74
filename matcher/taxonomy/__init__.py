"""skill_taxonomy/*.toml -> Lexicon, or every error at once."""

from matcher.taxonomy.loader import carried_directory, load_lexicon
from matcher.taxonomy.own import check_own_skills, own_skill, with_own_skills

__all__ = ["carried_directory", "check_own_skills", "load_lexicon", "own_skill", "with_own_skills"]
