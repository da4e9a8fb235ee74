"""A file that cannot be used as a résumé."""

from dataclasses import dataclass

from matcher.errors.root import RolefitError


@dataclass(eq=False)
class DocumentError(RolefitError):
    """A file that cannot be used as a résumé."""

    filename: str

    def advice(self) -> str:
        return "Please upload another file."

    def __str__(self) -> str:
        return self.advice()


@dataclass(eq=False)
class TooLarge(DocumentError):
    size: int
    limit: int

    def advice(self) -> str:
        return (
            f"The file has {self.size:,} bytes and the limit is {self.limit:,}. "
            "Save it with smaller pictures, or export it as a PDF again."
        )


@dataclass(eq=False)
class TooManyPages(DocumentError):
    pages: int
    limit: int

    def advice(self) -> str:
        return f"The document has {self.pages} pages and the limit is {self.limit}. Upload the résumé alone."


@dataclass(eq=False)
class TooMuchText(DocumentError):
    characters: int
    limit: int

    def advice(self) -> str:
        return (
            f"The document holds {self.characters:,} characters and the limit is {self.limit:,}. "
            "Upload the résumé alone."
        )


@dataclass(eq=False)
class UnknownType(DocumentError):
    detected: str

    def advice(self) -> str:
        return (
            f"The content looks like {self.detected}, which is not read here. "
            "Upload a PDF, DOCX, ODT, RTF, HTML, DOC, PNG, JPEG, plain text, Markdown or JSON Resume file."
        )


@dataclass(eq=False)
class Encrypted(DocumentError):
    def advice(self) -> str:
        return "The file is protected by a password. Remove the protection and upload it again."


@dataclass(eq=False)
class Damaged(DocumentError):
    reason: str

    def advice(self) -> str:
        return (
            f"The file is damaged ({self.reason}). Open it in its own program, save it again and upload that."
        )


@dataclass(eq=False)
class Empty(DocumentError):
    def advice(self) -> str:
        return "There is no text in the file. Check that it is the right one and upload it again."


@dataclass(eq=False)
class NoTextLayer(DocumentError):
    pages: int

    def advice(self) -> str:
        return (
            f"The file shows pictures of text ({self.pages} page(s)) and this machine has no OCR. "
            "Install tesseract here, or export the résumé as a PDF with text."
        )


@dataclass(eq=False)
class ReaderMissing(DocumentError):
    program: str

    def advice(self) -> str:
        return (
            f"Reading this type of file needs {self.program}, which is not installed here. "
            "Install it, or save the résumé as PDF or DOCX."
        )


@dataclass(eq=False)
class ReaderStopped(DocumentError):
    reason: str

    def advice(self) -> str:
        return (
            f"Reading the file was stopped ({self.reason}). "
            "Save it in its own program again, or export it as a plain PDF."
        )
