"""Reads a whole taxonomy folder."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matcher
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Catalogue, Role
from matcher.domain.skill import Skill, Taxonomy
from matcher.domain.words import read_job_words
from matcher.errors import Problem, TaxonomyError
from matcher.taxonomy.advert_schema import AdvertsSchema
from matcher.taxonomy.checks import check_roles, check_skills
from matcher.taxonomy.credential_schema import CertificatesSchema, LanguagesSchema
from matcher.taxonomy.distinction import set_apart
from matcher.taxonomy.files import Folder
from matcher.taxonomy.heading_schema import HeadingsSchema
from matcher.taxonomy.role_schema import RoleSchema, TitlesSchema
from matcher.taxonomy.skill_schema import ContextSchema, DomainSchema, build_skill


def carried_directory() -> Path:
    """The taxonomy that Rolefit comes with: inside the installed package, or beside it in a checkout."""
    package = Path(matcher.__file__).parent
    installed = package / "_carried" / "skill_taxonomy"
    return installed if installed.is_dir() else package.parent / "skill_taxonomy"


def load_lexicon(directory: Path | None = None) -> Lexicon:
    """Read `directory`, the carried one by default. Raises TaxonomyError that names everything wrong."""
    folder = Folder(directory or carried_directory())
    skills = _skills(folder)
    roles = _roles(folder)
    titles = folder.load("titles.toml", TitlesSchema()) or {"words": {}, "seniority": {}}
    context = folder.load("context.toml", ContextSchema())
    headings = folder.load("sections.toml", HeadingsSchema())
    job_words = folder.build("jobs.toml", read_job_words)
    advert_words = folder.load("adverts.toml", AdvertsSchema())
    certificates = folder.load("certificates.toml", CertificatesSchema())
    languages = folder.load("languages.toml", LanguagesSchema())
    folder.problems.extend(check_skills(skills))
    folder.problems.extend(check_roles(roles, titles["words"], {skill.id for skill in skills}))
    if folder.problems:
        raise TaxonomyError(tuple(folder.problems))
    taxonomy = Taxonomy(_by_id(skills), context, folder.digest())
    return Lexicon(
        taxonomy,
        _catalogue(set_apart(roles), titles),
        headings,
        job_words,
        advert_words,
        certificates,
        languages,
    )


def taxonomy_digest(directory: Path | None = None) -> str:
    """What `load_lexicon` would give as the digest of `directory`, without reading what the files say."""
    return Folder(directory or carried_directory()).digest()


def _skills(folder: Folder) -> list[Skill]:
    skills: list[Skill] = []
    for name in folder.names("skills"):
        tables = folder.load(name, DomainSchema())
        if tables:
            domain = Path(name).stem
            skills.extend(build_skill(entry, domain, tables["place"]) for entry in tables["skill"])
    return skills


def _roles(folder: Folder) -> list[Role]:
    roles: list[Role] = []
    for name in folder.names("roles"):
        role: Role | None = folder.load(name, RoleSchema())
        if role is None:
            continue
        if role.id != Path(name).stem:
            folder.problems.append(Problem(name, "id", f"is {role.id!r}; the file has to have its name"))
        roles.append(role)
    return roles


def _by_id(skills: list[Skill]) -> Mapping[str, Skill]:
    return MappingProxyType({skill.id: skill for skill in skills})


def _catalogue(roles: list[Role], titles: Mapping[str, Any]) -> Catalogue:
    """A role's own titles speak for it alone; `titles.toml` adds what single words say."""
    words = {phrase: tuple(named) for phrase, named in titles["words"].items()}
    words |= {title: (role.id,) for role in roles for title in role.titles}
    by_id = {role.id: role for role in roles}
    return Catalogue(MappingProxyType(by_id), MappingProxyType(words), MappingProxyType(titles["seniority"]))
