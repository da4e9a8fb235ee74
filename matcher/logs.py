"""What is logged and how: a line of JSON for machines, or readable text on a terminal, always on stderr.

Of an error only its type and its place in the code are told: its message may quote a résumé.
"""

import logging
import sys
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter
from structlog.typing import EventDict, Processor

from matcher.settings import Settings

_OWN = "matcher"


def logger(name: str) -> BoundLogger:
    """Logs events with fields through the standard logging; `name` is the module's."""
    found: BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[structlog.stdlib.filter_by_level, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=BoundLogger,
    )
    return found


def set_up_logs(settings: Settings) -> None:
    """From now on this process logs as `settings` say; libraries are heard from warnings upward."""
    level = settings.log_level.upper()
    root = logging.getLogger()
    root.handlers = [log_handler(settings)]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.getLogger(_OWN).setLevel(level)


def log_handler(settings: Settings, stream: TextIO | None = None) -> logging.Handler:
    """Writes to `stream`, stderr by default, in the form that `settings` ask for."""
    out = stream or sys.stderr
    readable = settings.log_format == "text" or (settings.log_format is None and out.isatty())
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=out.isatty()) if readable else None))
    return handler


def _formatter(renderer: Processor | None) -> ProcessorFormatter:
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _error_without_words,
    ]
    rendering = renderer or structlog.processors.JSONRenderer()
    return ProcessorFormatter(
        processors=[*shared, ProcessorFormatter.remove_processors_meta, rendering],
    )


def _error_without_words(_logger: Any, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if isinstance(info, tuple) and info[0] is not None:
        event["error"] = info[0].__name__
        event["place"] = _innermost(info[2])
    return event


def _innermost(traceback: TracebackType | None) -> str:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}" if traceback else "unknown place"
