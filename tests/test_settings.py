from dataclasses import fields
from pathlib import Path

import pytest

from matcher.domain.document import ReadingLimits
from matcher.domain.outbound import AllowedHost, FetchPolicy, SendPolicy
from matcher.errors import InvalidSetting
from matcher.settings import Settings

LIMITS = {
    "MATCHER_MAX_FILE_BYTES": "file_bytes",
    "MATCHER_MAX_PAGES": "pages",
    "MATCHER_MAX_CHARACTERS": "characters",
    "MATCHER_MAX_READING_SECONDS": "seconds",
    "MATCHER_MAX_READING_MEMORY_BYTES": "memory_bytes",
}
CHOICES = {
    "MATCHER_LOG_FORMAT": ("log_format", "text"),
    "MATCHER_LOG_LEVEL": ("log_level", "debug"),
    "MATCHER_METRICS": ("metrics", "open"),
}


def test_nothing_has_to_be_set() -> None:
    assert Settings.from_env({}) == Settings(
        database_url="sqlite:///rolefit.sqlite3",
        keep_originals=True,
        taxonomy_dir=None,
        limits=ReadingLimits(),
        rate_limit=None,
        rate_limit_storage_url="memory://",
        cors_origins=(),
        fetching=FetchPolicy(),
        sending=SendPolicy(),
    )


def test_an_empty_variable_is_not_set() -> None:
    names = [
        "MATCHER_DATABASE_URL",
        "MATCHER_KEEP_ORIGINALS",
        "MATCHER_TAXONOMY_DIR",
        "MATCHER_RATE_LIMIT",
        "MATCHER_RATE_LIMIT_STORAGE_URL",
        "MATCHER_CORS_ORIGINS",
        "MATCHER_FETCH_HOSTS",
        "MATCHER_FETCH_HTTP",
        "MATCHER_FETCH_PRIVATE",
        "MATCHER_FETCH_SECONDS",
        "MATCHER_WEBHOOK_HTTP",
        "MATCHER_WEBHOOK_PRIVATE",
        "MATCHER_WEBHOOK_SECONDS",
        *LIMITS,
        *CHOICES,
    ]
    assert Settings.from_env(dict.fromkeys(names, "")) == Settings.from_env({})


def test_every_limit_has_its_variable() -> None:
    assert set(LIMITS.values()) == {field.name for field in fields(ReadingLimits)}


@pytest.mark.parametrize(("variable", "limit"), LIMITS.items())
def test_a_limit_is_read(variable: str, limit: str) -> None:
    assert getattr(Settings.from_env({variable: "7"}).limits, limit) == 7


@pytest.mark.parametrize("variable", LIMITS)
@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", " 7", "²"])
def test_a_limit_that_is_no_number_above_0_is_refused(variable: str, text: str) -> None:
    with pytest.raises(InvalidSetting) as raised:
        Settings.from_env({variable: text})
    assert raised.value.variable == variable
    assert str(raised.value) == f"{variable} must be a whole number above 0, not {text!r}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("1", True), ("true", True), ("YES", True), ("on", True), ("0", False), ("False", False), ("no", False)],
)
def test_a_flag_is_read(text: str, *, kept: bool) -> None:
    assert Settings.from_env({"MATCHER_KEEP_ORIGINALS": text}).keep_originals is kept


@pytest.mark.parametrize("text", ["2", "maybe", "nope"])
def test_a_flag_that_is_neither_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="MATCHER_KEEP_ORIGINALS must be true or false"):
        Settings.from_env({"MATCHER_KEEP_ORIGINALS": text})


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("600 per minute", "600 per minute"),
        (" 10 per second;5000 per 2 days ", "10 per second; 5000 per 2 days"),
    ],
)
def test_a_rate_limit_is_read(text: str, limit: str) -> None:
    assert Settings.from_env({"MATCHER_RATE_LIMIT": text}).rate_limit == limit


@pytest.mark.parametrize("text", ["600", "many per minute", "0 per minute", "5 per fortnight", "5 minute"])
def test_a_rate_limit_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="MATCHER_RATE_LIMIT must be like '600 per minute'"):
        Settings.from_env({"MATCHER_RATE_LIMIT": text})


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("MATCHER_DATABASE_URL", "mysql://u:hushhush@host/x"),
        ("MATCHER_DATABASE_URL", "postgresql+asyncpg://u:hushhush@host/x"),
        ("MATCHER_DATABASE_URL", "hushhush.sqlite3"),
        ("MATCHER_BROKER_URL", "kafka://u:hushhush@host"),
        ("MATCHER_BROKER_URL", "hushhush:5672"),
    ],
)
def test_an_url_of_no_kind_that_is_known_is_refused_without_its_password(variable: str, url: str) -> None:
    with pytest.raises(InvalidSetting, match=f"{variable} must be ") as raised:
        Settings.from_env({variable: url})
    assert "hushhush" not in str(raised.value)


@pytest.mark.parametrize("url", ["amqp://guest:guest@mq//", "amqps://mq", "redis://c:6379/0", "rediss://c"])
def test_a_broker_is_read(url: str) -> None:
    assert Settings.from_env({"MATCHER_BROKER_URL": url}).broker_url == url


@pytest.mark.parametrize(
    "url", ["sqlite:///a", "postgres://u@h/d", "postgresql://h", "postgresql+psycopg://h"]
)
def test_a_database_is_read(url: str) -> None:
    assert Settings.from_env({"MATCHER_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    "url", ["memory://", "redis://cache:6379/1", "rediss://cache", "redis+unix:///run/r"]
)
def test_a_storage_of_rate_limits_is_read(url: str) -> None:
    assert Settings.from_env({"MATCHER_RATE_LIMIT_STORAGE_URL": url}).rate_limit_storage_url == url


def test_a_storage_of_rate_limits_that_is_none_is_refused_without_its_password() -> None:
    with pytest.raises(InvalidSetting, match="MATCHER_RATE_LIMIT_STORAGE_URL must be") as raised:
        Settings.from_env({"MATCHER_RATE_LIMIT_STORAGE_URL": "postgresql://u:hushhush@host/x"})
    assert "hushhush" not in str(raised.value)


def test_origins_are_read() -> None:
    settings = Settings.from_env({"MATCHER_CORS_ORIGINS": "https://hr.example, http://localhost:3000,"})
    assert settings.cors_origins == ("https://hr.example", "http://localhost:3000")


@pytest.mark.parametrize(
    "text", ["*", "null", "hr.example", "https://*.example", "https://hr.example/", "https://HR.example"]
)
def test_what_is_no_exact_origin_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="MATCHER_CORS_ORIGINS must be origins"):
        Settings.from_env({"MATCHER_CORS_ORIGINS": f"https://a.example,{text}"})


@pytest.mark.parametrize(("variable", "expected"), CHOICES.items())
def test_a_choice_is_read(variable: str, expected: tuple[str, str]) -> None:
    name, choice = expected
    assert getattr(Settings.from_env({variable: choice.upper()}), name) == choice


@pytest.mark.parametrize("variable", CHOICES)
def test_what_is_no_choice_is_refused(variable: str) -> None:
    with pytest.raises(InvalidSetting, match=f"{variable} must be one of .*, not 'maybe'"):
        Settings.from_env({variable: "maybe"})


def test_what_may_be_fetched_is_read() -> None:
    source = {
        "MATCHER_FETCH_HOSTS": "files.example, *.store.example:8443,",
        "MATCHER_FETCH_HTTP": "yes",
        "MATCHER_FETCH_PRIVATE": "yes",
        "MATCHER_FETCH_SECONDS": "7",
        "MATCHER_MAX_FILE_BYTES": "1000",
    }
    assert Settings.from_env(source).fetching == FetchPolicy(
        allowed_hosts=(AllowedHost("files.example"), AllowedHost("store.example", 8443, subdomains=True)),
        allowed_schemes=frozenset({"http", "https"}),
        max_bytes=1000,
        seconds=7,
        private_addresses=True,
    )


@pytest.mark.parametrize("text", ["*", "https://files.example", "files.example:0", "files.example/cv", "a b"])
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="MATCHER_FETCH_HOSTS must be hosts") as raised:
        Settings.from_env({"MATCHER_FETCH_HOSTS": f"files.example,{text}"})
    assert text in str(raised.value)


def test_where_webhooks_may_go_is_read() -> None:
    source = {
        "MATCHER_WEBHOOK_HTTP": "yes",
        "MATCHER_WEBHOOK_PRIVATE": "yes",
        "MATCHER_WEBHOOK_SECONDS": "3",
    }
    sending = SendPolicy(frozenset({"http", "https"}), seconds=3, private_addresses=True)
    assert Settings.from_env(source).sending == sending


@pytest.mark.parametrize("subject", ["FETCH", "WEBHOOK"])
@pytest.mark.parametrize(
    ("name", "text"), [("HTTP", "perhaps"), ("PRIVATE", "2"), ("SECONDS", "0"), ("SECONDS", "1.5")]
)
def test_a_bad_setting_of_what_goes_out_is_refused(subject: str, name: str, text: str) -> None:
    with pytest.raises(InvalidSetting, match=f"MATCHER_{subject}_{name} must be"):
        Settings.from_env({f"MATCHER_{subject}_{name}": text})


def test_the_rest_is_taken_as_it_is() -> None:
    settings = Settings.from_env({"MATCHER_DATABASE_URL": "sqlite://", "MATCHER_TAXONOMY_DIR": "words"})
    assert (settings.database_url, settings.taxonomy_dir) == ("sqlite://", Path("words"))


def test_the_environment_of_the_process_is_the_usual_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_MAX_PAGES", "3")
    assert Settings.from_env().limits.pages == 3
