"""Changes that would go over somebody else's."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError


@dataclass(eq=False)
class RevisionChanged(RolefitError):
    def __str__(self) -> str:
        return (
            "The résumé has changed since the answer that If-Match names. Ask for it again and decide anew."
        )


@dataclass(eq=False)
class RevisionMissing(RolefitError):
    def __str__(self) -> str:
        return "Send If-Match with the ETag of the résumé as you have seen it, so that no decision is lost."
