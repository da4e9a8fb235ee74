"""Everything wrong with a taxonomy, in one go."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file of a taxonomy; `place` is the entry or key it was found at."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}"


@dataclass(eq=False)
class TaxonomyError(RolefitError):
    """All that is wrong with a taxonomy."""

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
