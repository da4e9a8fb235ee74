"""Keeps files as they came in, outside the database: in a folder or in object storage."""

from matcher.originals.choice import originals_from
from matcher.originals.folder import FolderOriginals

__all__ = ["FolderOriginals", "originals_from"]
