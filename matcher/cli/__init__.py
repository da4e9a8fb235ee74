"""The command `matcher`."""

from matcher.cli.group import main

__all__ = ["main"]
