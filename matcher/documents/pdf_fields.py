"""What was typed into the fields of a form, made part of the page."""

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

WITH_TEXT = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT))


def with_fields_drawn(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page of that index, from 0. Raises PdfiumError when it is broken."""
    page = document[number]
    if WITH_TEXT.isdisjoint(_annotations(page)):
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number]


def _annotations(page: pypdfium2.PdfPage) -> Iterator[int]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        yield pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
