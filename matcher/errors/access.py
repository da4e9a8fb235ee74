"""A request that may not do what it asks for, and a server that nobody would keep from it."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError


@dataclass(eq=False)
class AccessRefused(RolefitError):
    """A request that may not do what it asks for."""

    def __str__(self) -> str:
        return "This request may not do what it asks for. Use a key that allows it."


@dataclass(eq=False)
class KeyMissing(AccessRefused):
    def __str__(self) -> str:
        return "Send an API key as 'Authorization: Bearer KEY'. `matcher keys create NAME` makes one."


@dataclass(eq=False)
class KeyRefused(AccessRefused):
    def __str__(self) -> str:
        return (
            "The API key is unknown, revoked or expired, or was not sent as 'Authorization: Bearer KEY'. "
            "Check it, or ask for a new one."
        )


@dataclass(eq=False)
class ScopeMissing(AccessRefused):
    scope: str

    def __str__(self) -> str:
        return f"The API key does not allow this: it lacks the scope {self.scope}. Use a key that has it."


@dataclass(eq=False)
class HostRefused(AccessRefused):
    def __str__(self) -> str:
        return (
            "Without an API key this server answers only as localhost or 127.0.0.1, so that no web page can "
            "reach it under a name of its own. Use one of these names, or make a key."
        )


@dataclass(eq=False)
class OriginRefused(AccessRefused):
    def __str__(self) -> str:
        return (
            "A page of another site sent this request through a browser, and without an API key that is "
            "refused. Name the page's origin in MATCHER_CORS_ORIGINS, or send a key."
        )


@dataclass(eq=False)
class OpenToAll(RolefitError):
    host: str

    def __str__(self) -> str:
        return (
            f"Serving on {self.host} would show every résumé to whoever can reach this machine: there is no "
            "API key yet. Make one with `matcher keys create NAME`, or serve on 127.0.0.1."
        )
