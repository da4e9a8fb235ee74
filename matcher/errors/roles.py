"""A role that cannot be kept as it was sent."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError
from matcher.errors.taxonomy import TaxonomyError


@dataclass(eq=False)
class InvalidRole(TaxonomyError):
    """All that is wrong with a role, in one go."""

    def __str__(self) -> str:
        told = (f"{problem.place}: {problem.message}" for problem in self.problems)
        return "\n".join(("The role has to be corrected.", *told))


@dataclass(eq=False)
class RoleTaken(RolefitError):
    role: str

    def __str__(self) -> str:
        return (
            f"There is a role {self.role!r} already. Change it with PUT, restore it if it is archived, or "
            "give this one another id."
        )


@dataclass(eq=False)
class VersionMissing(RolefitError):
    def __str__(self) -> str:
        return (
            "Say which version of the role you changed: send its ETag in If-Match, or * for whichever it is."
        )


@dataclass(eq=False)
class VersionOutdated(RolefitError):
    """`version` is the one that the role has now."""

    version: int

    def __str__(self) -> str:
        return (
            f"The role was changed since you read it: it has version {self.version} now. Read it again "
            "and make your change to that."
        )
