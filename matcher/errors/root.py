"""The root of the tree."""


class RolefitError(Exception):
    """The root: anything that a caller of Rolefit may want to catch."""
