"""The ids of résumés, which are also the secret part of a candidate's link."""

from ulid import PureRandomPolicy, ULIDGenerator

_GENERATOR = ULIDGenerator(policy=PureRandomPolicy())


def new_resume_id() -> str:
    """A ULID of which nothing can be guessed from another one.

    The usual ones count up within a millisecond, so that each tells its neighbours in a batch.
    """
    return str(_GENERATOR.generate())
