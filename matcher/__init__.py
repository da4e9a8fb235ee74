"""Rolefit reads a résumé and ranks the roles it fits, explained point by point."""

__version__ = "0.1.0"
