"""Certificates and human languages of a person, and the words that they are recognised by."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Certification:
    """A certificate named at `text[start:end]`; `issuer` is None where only the résumé knows it."""

    name: str
    issuer: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A human language named at `text[start:end]`; `level` is one of those of languages.toml or None."""

    code: str
    name: str
    level: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class CertificateFamily:
    """Certificates of some issuers.

    `openings` begin a name that runs on in capitalised words ('AWS Certified ...'); `names` stand in full;
    `short` gives the name of an abbreviation; in `codes` a '#' is a figure ('AZ-###'). The `ambiguous` ones
    count only in a section on certificates or beside a word such as 'certified'.
    """

    id: str
    issuer: str
    openings: tuple[str, ...]
    names: tuple[str, ...]
    short: Mapping[str, str]
    codes: tuple[str, ...]
    ambiguous: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class CertificateWords:
    """The words of `certificates.toml`.

    `holders` end a name that begins with 'Certified'; `levels` may follow a name; `not_yet` beside a name say
    that the person has none; `no_names` are lines of a section on certificates that name none.
    """

    families: tuple[CertificateFamily, ...]
    certified: tuple[str, ...]
    holders: tuple[str, ...]
    levels: tuple[str, ...]
    not_yet: tuple[str, ...]
    no_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguageNames:
    """A human language with its ISO 639 code; the first of `names` is how it is shown."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LanguageWords:
    """The words of `languages.toml`.

    `labels` open a line of languages; `speaking` before a name says in running text that the person speaks
    it, unless one of `not_of_speech` follows; `levels` gives the level of each phrase.
    """

    languages: tuple[LanguageNames, ...]
    labels: frozenset[str]
    speaking: tuple[str, ...]
    not_of_speech: tuple[str, ...]
    levels: Mapping[str, str]
