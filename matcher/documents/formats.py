"""Which reader reads which kind of file."""

from collections.abc import Callable

from matcher.documents.doc import read_doc
from matcher.documents.docx import read_docx
from matcher.documents.html import read_html
from matcher.documents.json_resume import read_json_resume
from matcher.documents.odt import read_odt
from matcher.documents.pdf import read_pdf
from matcher.documents.picture import read_picture
from matcher.documents.plain import read_plain
from matcher.documents.rtf import read_rtf
from matcher.documents.sniff import Kind, kind_of
from matcher.documents.source import Contents, Source

FormatReader = Callable[[Source], Contents]

READERS: dict[Kind, FormatReader] = {
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.ODT: read_odt,
    Kind.RTF: read_rtf,
    Kind.HTML: read_html,
    Kind.DOC: read_doc,
    Kind.JSON_RESUME: read_json_resume,
    Kind.PLAIN: read_plain,
    Kind.PICTURE: read_picture,
}


def reader_for(source: Source) -> FormatReader:
    """Raises UnknownType, Encrypted or Damaged when the content says so at first sight."""
    return READERS[kind_of(source)]
