"""What is asked for in vain: things, input, settings, the database."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError


@dataclass(eq=False)
class NotFound(RolefitError):
    kind: str
    key: str

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.key!r}. Check the id; deleted ones do not come back."


@dataclass(eq=False)
class RoleArchived(NotFound):
    def __str__(self) -> str:
        return (
            f"The {self.kind} {self.key!r} is archived. To have it back, restore it: "
            f"POST /api/v1/roles/{self.key}/restore."
        )


@dataclass(eq=False)
class DatabaseAway(RolefitError):
    def __str__(self) -> str:
        return (
            "The database does not answer, or lacks tables of this version. Check MATCHER_DATABASE_URL and "
            "the server, and run `matcher db upgrade`."
        )


@dataclass(eq=False)
class NotCopied(RolefitError):
    """`reason` is a clause on a database, with nothing of what is stored in it, and what to do."""

    reason: str

    def __str__(self) -> str:
        return f"Nothing was copied: {self.reason}."


@dataclass(eq=False)
class OriginalsUnavailable(RolefitError):
    """`store` is its kind, `reason` a clause that names nobody's data."""

    store: str
    reason: str

    def __str__(self) -> str:
        return (
            f"The {self.store} for résumés as they came in cannot be used: {self.reason}. "
            "Nothing was changed; try again, and see the setting MATCHER_ORIGINALS if it lasts."
        )


@dataclass(eq=False)
class InvalidInput(RolefitError):
    """`field` is the path of the parameter or body field, `reason` a sentence a caller can act on."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


@dataclass(eq=False)
class UnknownSkill(InvalidInput):
    """`named` is what no skill is known as."""

    named: str


@dataclass(eq=False)
class InvalidSetting(RolefitError):
    variable: str
    reason: str

    def __str__(self) -> str:
        return f"{self.variable} {self.reason}"


@dataclass(eq=False)
class WorkerLost(RolefitError):
    def __str__(self) -> str:
        return "The workers that read this file were lost one after another, so it was set aside."


@dataclass(eq=False)
class IdempotencyKeyReused(RolefitError):
    def __str__(self) -> str:
        return "Another request came with this Idempotency-Key before. Give each request a key of its own."


@dataclass(eq=False)
class IdempotencyAnswerGone(RolefitError):
    def __str__(self) -> str:
        return (
            "The first answer to this request is not kept: it told a secret, or told of a résumé that is not "
            "there any more. Nothing was done now; to do it again, send the request with another "
            "Idempotency-Key."
        )


@dataclass(eq=False)
class IdempotencyKeyInUse(RolefitError):
    def __str__(self) -> str:
        return "The first request with this Idempotency-Key is still under way. Send it again in a while."
