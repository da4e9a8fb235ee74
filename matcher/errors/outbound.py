"""Addresses that Rolefit does not go to, or that gave it nothing."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError


@dataclass(eq=False)
class AddressRefused(RolefitError):
    """`reason` is whole sentences, what is wrong and what to do; it never says what the host resolves to."""

    reason: str

    def __str__(self) -> str:
        return f"The address is refused. {self.reason}"


@dataclass(eq=False)
class FetchFailed(RolefitError):
    """`reason` is a clause, why the address gave no file; it never quotes what was answered."""

    reason: str

    def __str__(self) -> str:
        return (
            f"The address gave no file: {self.reason}. "
            "Check that it opens without signing in, or upload the file itself."
        )
