"""Settings, read once from the environment; every variable starts with MATCHER_."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from matcher.domain.access import LOCAL
from matcher.domain.document import ReadingLimits
from matcher.domain.outbound import AllowedHost, FetchPolicy, SendPolicy
from matcher.errors import InvalidSetting

DEFAULT_DATABASE_URL = "sqlite:///rolefit.sqlite3"
IN_MEMORY = "memory://"
_RATE_LIMIT = re.compile(r"[1-9]\d* per ([1-9]\d* )?(second|minute|hour|day)s?")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?")
_URLS = {
    "MATCHER_DATABASE_URL": (
        re.compile(r"(sqlite|postgres(ql)?(\+psycopg)?)://.*"),
        "must be like sqlite:////var/lib/rolefit.sqlite3 or postgresql://user:password@host:5432/rolefit",
    ),
    "MATCHER_BROKER_URL": (
        re.compile(r"(amqps?|rediss?|redis\+socket)://.*"),
        "must be the amqp:// URL of a RabbitMQ or the redis:// URL of a Redis",
    ),
    "MATCHER_RATE_LIMIT_STORAGE_URL": (
        re.compile(r"memory://|rediss?://.+|redis\+unix://.+"),
        "must be memory:// or the URL of a Redis",
    ),
}
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set from outside.

    `taxonomy_dir` None means the taxonomy that Rolefit carries. `organisation` is the one that the commands
    and the pages work for. `open_form` lets candidates use the form, and see their own result, without a key.
    `log_format` None means JSON unless on a terminal.
    `fetching` says what may be fetched from URLs, by default nothing, and `sending` where webhooks may go.
    """

    database_url: str = DEFAULT_DATABASE_URL
    keep_originals: bool = True
    taxonomy_dir: Path | None = None
    cache_dir: Path = field(default_factory=lambda: user_cache_path("rolefit"))
    organisation: str = LOCAL.id
    originals: str = "database"
    s3_endpoint: str | None = None
    open_form: bool = False
    broker_url: str | None = None
    broker_queue: str = "rolefit"
    batch_bytes: int = 200_000_000
    limits: ReadingLimits = field(default_factory=ReadingLimits)
    rate_limit: str | None = None
    rate_limit_storage_url: str = IN_MEMORY
    cors_origins: tuple[str, ...] = ()
    log_format: str | None = None
    log_level: str = "info"
    metrics: str = "loopback"
    fetching: FetchPolicy = field(default_factory=FetchPolicy)
    sending: SendPolicy = field(default_factory=SendPolicy)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read `env`, the process environment by default. Raises InvalidSetting."""
        source = os.environ if env is None else env
        directory = source.get("MATCHER_TAXONOMY_DIR")
        return cls(
            database_url=_url(source, "MATCHER_DATABASE_URL") or DEFAULT_DATABASE_URL,
            keep_originals=_flag(source, "MATCHER_KEEP_ORIGINALS", default=True),
            taxonomy_dir=Path(directory) if directory else None,
            cache_dir=Path(source.get("MATCHER_CACHE_DIR") or user_cache_path("rolefit")),
            organisation=source.get("MATCHER_ORGANISATION") or LOCAL.id,
            originals=source.get("MATCHER_ORIGINALS") or "database",
            s3_endpoint=source.get("MATCHER_S3_ENDPOINT") or None,
            open_form=_flag(source, "MATCHER_OPEN_FORM", default=False),
            broker_url=_url(source, "MATCHER_BROKER_URL"),
            broker_queue=source.get("MATCHER_BROKER_QUEUE") or "rolefit",
            batch_bytes=_positive(source, "MATCHER_MAX_BATCH_BYTES", 200_000_000),
            limits=_limits(source),
            rate_limit="; ".join(_each(source, "MATCHER_RATE_LIMIT", ";", _RATE_LIMIT)) or None,
            rate_limit_storage_url=_url(source, "MATCHER_RATE_LIMIT_STORAGE_URL") or IN_MEMORY,
            cors_origins=_each(source, "MATCHER_CORS_ORIGINS", ",", _ORIGIN),
            log_format=_choice(source, "MATCHER_LOG_FORMAT", ("json", "text")),
            log_level=_choice(source, "MATCHER_LOG_LEVEL", LOG_LEVELS) or "info",
            metrics=_choice(source, "MATCHER_METRICS", ("off", "loopback", "open")) or "loopback",
            fetching=_fetching(source),
            sending=_sending(source),
        )


def _limits(source: Mapping[str, str]) -> ReadingLimits:
    usual = ReadingLimits()
    return ReadingLimits(
        file_bytes=_positive(source, "MATCHER_MAX_FILE_BYTES", usual.file_bytes),
        pages=_positive(source, "MATCHER_MAX_PAGES", usual.pages),
        characters=_positive(source, "MATCHER_MAX_CHARACTERS", usual.characters),
        seconds=_positive(source, "MATCHER_MAX_READING_SECONDS", usual.seconds),
        memory_bytes=_positive(source, "MATCHER_MAX_READING_MEMORY_BYTES", usual.memory_bytes),
    )


def _fetching(source: Mapping[str, str]) -> FetchPolicy:
    return FetchPolicy(
        allowed_hosts=_hosts(source, "MATCHER_FETCH_HOSTS"),
        allowed_schemes=_schemes(source, "MATCHER_FETCH_HTTP"),
        max_bytes=_limits(source).file_bytes,
        seconds=_positive(source, "MATCHER_FETCH_SECONDS", 20),
        private_addresses=_flag(source, "MATCHER_FETCH_PRIVATE", default=False),
    )


def _sending(source: Mapping[str, str]) -> SendPolicy:
    return SendPolicy(
        allowed_schemes=_schemes(source, "MATCHER_WEBHOOK_HTTP"),
        seconds=_positive(source, "MATCHER_WEBHOOK_SECONDS", 15),
        private_addresses=_flag(source, "MATCHER_WEBHOOK_PRIVATE", default=False),
    )


def _hosts(source: Mapping[str, str], variable: str) -> tuple[AllowedHost, ...]:
    try:
        return tuple(AllowedHost.parse(each) for each in source.get(variable, "").split(",") if each.strip())
    except ValueError as error:
        raise InvalidSetting(variable, f"must be hosts with commas between: {error}") from None


def _schemes(source: Mapping[str, str], variable: str) -> frozenset[str]:
    """`https` always, `http` where the flag `variable` is set."""
    return frozenset({"https", "http"} if _flag(source, variable, default=False) else {"https"})


_FORMS = {
    "MATCHER_RATE_LIMIT": "must be like '600 per minute' or '10 per second; 5000 per day'",
    "MATCHER_CORS_ORIGINS": "must be origins like 'https://hr.example' with commas between",
}


def _each(source: Mapping[str, str], variable: str, separator: str, form: re.Pattern[str]) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in source.get(variable, "").split(separator) if part.strip())
    if not all(map(form.fullmatch, parts)):
        raise InvalidSetting(variable, f"{_FORMS[variable]}, not {source[variable]!r}")
    return parts


def _url(source: Mapping[str, str], variable: str) -> str | None:
    """Not repeated where it is wrong: it may hold a password."""
    form, told = _URLS[variable]
    url = source.get(variable)
    if url and not form.fullmatch(url):
        raise InvalidSetting(variable, told)
    return url or None


def _positive(source: Mapping[str, str], variable: str, default: int) -> int:
    text = source.get(variable)
    if not text:
        return default
    if not text.isdecimal() or int(text) == 0:
        raise InvalidSetting(variable, f"must be a whole number above 0, not {text!r}")
    return int(text)


def _flag(source: Mapping[str, str], variable: str, *, default: bool) -> bool:
    text = source.get(variable, "").lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise InvalidSetting(variable, f"must be true or false, not {text!r}")


def _choice(source: Mapping[str, str], variable: str, choices: tuple[str, ...]) -> str | None:
    text = source.get(variable, "").lower()
    if text and text not in choices:
        raise InvalidSetting(variable, f"must be one of {', '.join(choices)}, not {text!r}")
    return text or None
