"""skill_taxonomy/*.toml -> Lexicon, or every error at once."""

from matcher.taxonomy.checks import skills_named
from matcher.taxonomy.loader import carried_directory, load_lexicon, taxonomy_digest
from matcher.taxonomy.own import check_own_skills, own_skill, with_own_skills
from matcher.taxonomy.own_roles import check_own_role, own_role, set_apart_from_carried, with_own_roles

__all__ = [
    "carried_directory",
    "check_own_role",
    "check_own_skills",
    "load_lexicon",
    "own_role",
    "own_skill",
    "set_apart_from_carried",
    "skills_named",
    "taxonomy_digest",
    "with_own_roles",
    "with_own_skills",
]
