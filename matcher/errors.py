"""Every error that Rolefit raises on purpose.

RolefitError
├── DocumentError            the file itself cannot be used; carries `filename`
│   ├── TooLarge             more bytes than the limit
│   ├── TooManyPages         more pages than the limit
│   ├── TooMuchText          more characters than the limit
│   ├── UnknownType          the content is of no type that is read here
│   ├── Encrypted            a password is needed
│   ├── Damaged              the content breaks its own format
│   ├── Empty                there are no bytes, or no text in a format that always has text
│   ├── NoTextLayer          only pictures of text, and no OCR on this machine
│   ├── ReaderMissing        the type needs a program that is not installed
│   └── ReaderStopped        the reader ran over its time or memory and was killed
├── TaxonomyError            everything wrong with a taxonomy, in one go
├── NotFound                 nothing is stored under that id
├── InvalidInput             a parameter or body field that cannot be used
└── InvalidSetting           an environment variable that cannot be used

Each carries what happened as fields; `str(error)` says what is wrong and what to do.
"""

from dataclasses import dataclass


class RolefitError(Exception):
    """The root: anything that a caller of Rolefit may want to catch."""


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


@dataclass(eq=False)
class NotFound(RolefitError):
    kind: str
    key: str

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.key!r}. Check the id; deleted ones do not come back."


@dataclass(eq=False)
class InvalidInput(RolefitError):
    """`field` is the path of the parameter or body field, `reason` a sentence a caller can act on."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


@dataclass(eq=False)
class InvalidSetting(RolefitError):
    variable: str
    reason: str

    def __str__(self) -> str:
        return f"{self.variable} {self.reason}"
