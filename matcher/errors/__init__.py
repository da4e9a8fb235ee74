"""Every error that Rolefit raises on purpose.

RolefitError
├── DocumentError            the file itself cannot be used; carries `filename`
│   ├── TooLarge             more bytes than the limit
│   ├── TooManyPages         more pages than the limit
│   ├── TooMuchText          more characters than the limit
│   ├── UnknownType          the content is of no type that is read here
│   ├── Encrypted            a password is needed
│   ├── Damaged              the content breaks its own format
│   ├── Empty                there are no bytes, or no text in a format that always has text
│   ├── NoTextLayer          only pictures of text, and no OCR on this machine
│   ├── ReaderMissing        the type needs a program that is not installed
│   └── ReaderStopped        the reader ran over its time or memory and was killed
├── TaxonomyError            everything wrong with a taxonomy, in one go
│   └── InvalidRole          everything wrong with a role of one's own
├── RoleTaken                a new role has the id of another
├── VersionMissing           a change that does not say which version it was made to
├── VersionOutdated          a change to a version that is no longer the last
├── NotFound                 nothing is stored under that id
│   └── RoleArchived         the role is put away, and can be restored
├── AccessRefused            a request that may not do what it asks for
│   ├── KeyMissing           there is no API key, and this server asks for one
│   ├── KeyRefused           the API key is unknown, revoked or expired
│   ├── ScopeMissing         the API key does not allow this
│   ├── HostRefused          the local user's browser was sent here under another name
│   └── OriginRefused        a page of another site uses the local user's browser
├── RevisionChanged          a change to a résumé that somebody else has changed meanwhile
├── RevisionMissing          a decision that does not say what it was made on
├── IdempotencyAnswerGone    what a request was answered at first is not kept, or was erased
├── IdempotencyKeyReused     the key of a request came with another one before
├── IdempotencyKeyInUse      the first request with the key is still under way
├── DatabaseAway             the database does not answer, or lacks tables of this version
├── NotCopied                a database that everything cannot be copied from, or into
├── AddressRefused           a URL that Rolefit does not go to; nothing was asked of it
├── FetchFailed              a URL that was asked for a file and gave none
├── OriginalsUnavailable     the store of files as they came in does not do its work
├── WorkerLost               a job that worker after worker was lost over
├── OpenToAll                a server that others could reach without any key
├── InvalidInput             a parameter or body field that cannot be used
│   └── UnknownSkill         no skill is known by what it names
└── InvalidSetting           an environment variable that cannot be used

Each carries what happened as fields; `str(error)` says what is wrong and what to do.
"""

from matcher.errors.access import (
    AccessRefused,
    HostRefused,
    KeyMissing,
    KeyRefused,
    OpenToAll,
    OriginRefused,
    ScopeMissing,
)
from matcher.errors.documents import (
    Damaged,
    DocumentError,
    Empty,
    Encrypted,
    NoTextLayer,
    ReaderMissing,
    ReaderStopped,
    TooLarge,
    TooManyPages,
    TooMuchText,
    UnknownType,
)
from matcher.errors.outbound import AddressRefused, FetchFailed
from matcher.errors.review import RevisionChanged, RevisionMissing
from matcher.errors.roles import InvalidRole, RoleTaken, VersionMissing, VersionOutdated
from matcher.errors.root import RolefitError
from matcher.errors.taxonomy import Problem, TaxonomyError
from matcher.errors.use import (
    DatabaseAway,
    IdempotencyAnswerGone,
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    InvalidInput,
    InvalidSetting,
    NotCopied,
    NotFound,
    OriginalsUnavailable,
    RoleArchived,
    UnknownSkill,
    WorkerLost,
)

__all__ = [
    "AccessRefused",
    "AddressRefused",
    "Damaged",
    "DatabaseAway",
    "DocumentError",
    "Empty",
    "Encrypted",
    "FetchFailed",
    "HostRefused",
    "IdempotencyAnswerGone",
    "IdempotencyKeyInUse",
    "IdempotencyKeyReused",
    "InvalidInput",
    "InvalidRole",
    "InvalidSetting",
    "KeyMissing",
    "KeyRefused",
    "NoTextLayer",
    "NotCopied",
    "NotFound",
    "OpenToAll",
    "OriginRefused",
    "OriginalsUnavailable",
    "Problem",
    "ReaderMissing",
    "ReaderStopped",
    "RevisionChanged",
    "RevisionMissing",
    "RoleArchived",
    "RoleTaken",
    "RolefitError",
    "ScopeMissing",
    "TaxonomyError",
    "TooLarge",
    "TooManyPages",
    "TooMuchText",
    "UnknownSkill",
    "UnknownType",
    "VersionMissing",
    "VersionOutdated",
    "WorkerLost",
]
