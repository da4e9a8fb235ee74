"""Lists as JSON in pages, or as CSV or JSON lines from beginning to end, page by page as they are sent."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for
from marshmallow import Schema, fields

from matcher.services.answers import encode

JSON, CSV, JSON_LINES = "application/json", "text/csv", "application/x-ndjson"
FORMATS = {"json": JSON, "csv": CSV, "ndjson": JSON_LINES}
_AT_ONCE = 200
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
_SAFE_IN_A_QUERY = "!$'()*,/:;?@"
_BEHIND_SEMICOLON = re.compile(r"(;[\s\"]*)(?=[=+\-@＝＋－＠])")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Json = Mapping[str, Any]
PageOf = Callable[[str | None, int], Json]


def list_response(page_of: PageOf, asked: Json, item: type[Schema], name: str) -> Response:
    """The list in the form that the request asks for. Errors of the first page are answered as ever.

    `page_of` takes a cursor and a limit; `asked` are the values of a PageSchema; `item` is the shape of an
    item, from which CSV has its columns; `name` is that of the file.
    """
    form = _form(asked["format"])
    if form == JSON:
        body = page_of(asked["cursor"], asked["limit"])
        response = with_page_links(Response(encode(body), content_type=JSON), body)
    else:
        response = _streamed(page_of, asked, item, name, form)
    response.vary.add("Accept")
    return response


def with_page_links(response: Response, body: Json) -> Response:
    """`response` with links (RFC 8288) to the first page and, where `body["next"]` names one, to the next."""
    response.headers.add("Link", f'<{_address(None)}>; rel="first"')
    if body["next"] is not None:
        response.headers.add("Link", f'<{_address(body["next"])}>; rel="next"')
    return response


def _address(cursor: str | None) -> str:
    """This request's path and query with another cursor."""
    query = {**request.args.to_dict(flat=False), "cursor": [] if cursor is None else [cursor]}
    path = url_for(str(request.endpoint), **(request.view_args or {}))
    asked = urlencode(query, doseq=True, safe=_SAFE_IN_A_QUERY)
    return f"{path}?{asked}" if asked else path


def _form(named: str | None) -> str:
    if named is not None:
        return FORMATS[named]
    return request.accept_mimetypes.best_match(list(FORMATS.values()), JSON)


def _streamed(page_of: PageOf, asked: Json, item: type[Schema], name: str, form: str) -> Response:
    most = asked["limit"] if "limit" in request.args else None
    first = page_of(asked["cursor"], min(most or _AT_ONCE, _AT_ONCE))
    items = islice(_items(first, page_of), most)
    lines = csv_lines(items, item) if form == CSV else json_lines(items)
    extension = {CSV: "csv", JSON_LINES: "ndjson"}[form]
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    return Response(lines, headers=disposition, content_type=f"{form}; charset=utf-8")


def _items(page: Json, page_of: PageOf) -> Iterator[Json]:
    """Of every page in turn; a page is asked for when the one before has been sent."""
    yield from page["items"]
    while page["next"] is not None:
        page = page_of(page["next"], _AT_ONCE)
        yield from page["items"]


def json_lines(items: Iterable[Json]) -> Iterator[str]:
    return (json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)


def csv_lines(items: Iterable[Json], shape: type[Schema]) -> Iterator[str]:
    """UTF-8 with a mark of it, a line of names, then a line for each item; no cell is a formula."""
    found = iter(items)
    first = list(islice(found, 1))
    wanted = [column for column in _columns(shape()) if not first or column[0] in first[0]]
    yield _BYTE_ORDER_MARK + _line([".".join(column) for column in wanted])
    for item in chain(first, found):
        yield _line([_cell(_value(item, column)) for column in wanted])


def _columns(shape: Schema, *path: str) -> Iterator[Sequence[str]]:
    """The paths of an item's values; what is within a list stands in one cell."""
    for name, kind in shape.fields.items():
        if isinstance(kind, fields.Nested):
            yield from _columns(kind.schema, *path, name)
        else:
            yield (*path, name)


def _value(item: Json, path: Sequence[str]) -> Any:
    value: Any = item
    for name in path:
        value = value.get(name) if value is not None else None
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _defused("; ".join(map(str, value)))
    return _defused(value) if isinstance(value, str) else json.dumps(value)


def _defused(text: str) -> str:
    """A spreadsheet reads what begins so as a formula, which could send the table elsewhere.

    Where commas stand in numbers, it parts cells at semicolons.
    """
    return _BEHIND_SEMICOLON.sub(r"\1'", f"'{text}" if text.startswith(_FORMULA_STARTS) else text)


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
