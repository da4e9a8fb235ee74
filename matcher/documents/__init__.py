"""Bytes of a file to a Document: its normalised text in reading order."""

from matcher.documents.given_text import document_from_text
from matcher.documents.reader import Reader
from matcher.documents.reading import read_here

__all__ = ["Reader", "document_from_text", "read_here"]
