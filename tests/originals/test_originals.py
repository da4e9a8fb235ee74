"""Both stores keep the same promises; object storage is asked over HTTP on loopback."""

import logging
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto.server import ThreadedMotoServer

from matcher.domain.originals import Originals, is_key, key_parts, original_key
from matcher.errors import InvalidSetting, NotFound, OriginalsUnavailable
from matcher.originals import FolderOriginals, originals_from
from matcher.originals.s3 import S3Originals

KEY, OTHER = "acme/01J0000000000000000000000A", "acme/01J0000000000000000000000B"
BAD_KEYS = ["", "a", "a/", "/a", "a/b/c", "../a", "a/..", "a/.b", "a\\b/c", "a/b\n", "é/a", "a/b\x00", "a /b"]
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def bucket(endpoint: str, credentials: None) -> str:  # noqa: ARG001  # they are in the environment
    name = f"resumes-{uuid4().hex}"
    client = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    client.close()
    return name


@pytest.fixture(params=["folder", "s3", "s3 without prefix"])
def originals(request: pytest.FixtureRequest, tmp_path: Path) -> Originals:
    if request.param == "folder":
        return FolderOriginals(tmp_path / "originals")
    bucket, endpoint = request.getfixturevalue("bucket"), request.getfixturevalue("endpoint")
    return S3Originals(f"s3://{bucket}/kept/here" if request.param == "s3" else f"s3://{bucket}", endpoint)


def test_what_is_put_comes_back_to_the_byte(originals: Originals) -> None:
    content = bytes(range(256)) * 100
    originals.put(KEY, content)
    originals.put(OTHER, b"")
    assert (originals.get(KEY), originals.get(OTHER)) == (content, b"")


def test_a_second_put_takes_the_place_of_the_first(originals: Originals) -> None:
    originals.put(KEY, b"first and longer")
    originals.put(KEY, b"second")
    assert originals.get(KEY) == b"second"


def test_what_is_erased_is_gone_and_erasing_it_again_does_no_harm(originals: Originals) -> None:
    originals.put(KEY, b"a")
    originals.put(OTHER, b"b")
    originals.delete(KEY)
    originals.delete(KEY)
    with pytest.raises(NotFound, match="original '01J0000000000000000000000A'"):
        originals.get(KEY)
    assert originals.get(OTHER) == b"b"


def test_the_keys_of_what_was_put_before_are_told(originals: Originals) -> None:
    now = datetime.now(UTC)
    assert list(originals.keys(now)) == []
    originals.put(KEY, b"a")
    originals.put("umbrella/1", b"b")
    assert list(originals.keys(now - timedelta(hours=1))) == []
    assert sorted(originals.keys(now + timedelta(hours=1))) == [KEY, "umbrella/1"]


@pytest.mark.parametrize("key", BAD_KEYS)
@pytest.mark.parametrize("store", [FolderOriginals(Path("/nowhere")), S3Originals("s3://nowhere")])
def test_a_key_that_could_lead_elsewhere_is_refused(store: Originals, key: str) -> None:
    for refused in (lambda: store.put(key, b"a"), lambda: store.get(key), lambda: store.delete(key)):
        with pytest.raises(ValueError, match="a key is"):
            refused()


@given(st.text(max_size=30))
def test_a_key_stays_below_its_folder(text: str) -> None:
    root = Path("/kept")
    if is_key(text):
        assert root.joinpath(*key_parts(text)).resolve().parent.parent == root


def test_a_key_is_made_of_ids() -> None:
    assert original_key("acme", "01J") == "acme/01J"
    for organisation, resume in (("..", "01J"), ("acme", "x/y"), ("", "")):
        with pytest.raises(ValueError, match="a key is"):
            original_key(organisation, resume)


def test_the_owner_alone_may_read_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "originals"
    FolderOriginals(folder).put(KEY, b"a")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_dir()}
    assert modes == {0o700}
    assert stat.S_IMODE((folder / KEY).stat().st_mode) == 0o600


def test_a_put_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    originals = FolderOriginals(tmp_path)
    originals.put(KEY, b"whole")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OriginalsUnavailable, match="no space left on device") as raised:
        originals.put(KEY, b"half")
    monkeypatch.undo()
    assert str(tmp_path) not in str(raised.value)
    assert originals.get(KEY) == b"whole"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / KEY]


def test_what_a_crash_left_unfinished_is_swept(tmp_path: Path) -> None:
    originals = FolderOriginals(tmp_path)
    originals.put(KEY, b"a")
    left = tmp_path / ".unfinished" / "tmpabc"
    left.write_bytes(b"half")
    (tmp_path / "acme" / "not a key.txt").write_bytes(b"")
    assert list(originals.keys(datetime.now(UTC) - timedelta(hours=1))) == []
    assert left.exists()
    assert list(originals.keys(datetime.now(UTC) + timedelta(hours=1))) == [KEY]
    assert not left.exists()


def test_a_folder_that_is_a_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    originals = FolderOriginals(tmp_path / "file")
    for failing in (lambda: originals.put(KEY, b"a"), lambda: originals.get(KEY)):
        with pytest.raises(OriginalsUnavailable, match="The folder for résumés"):
            failing()


def test_a_bucket_that_is_not_there_is_said(endpoint: str, credentials: None) -> None:  # noqa: ARG001
    originals = S3Originals("s3://elsewhere/kept", endpoint)
    for failing in (
        lambda: originals.put(KEY, b"a"),
        lambda: originals.get(KEY),
        lambda: originals.delete(KEY),
        lambda: list(originals.keys(datetime.now(UTC))),
    ):
        with pytest.raises(OriginalsUnavailable, match="the bucket is not there") as raised:
            failing()
        assert "elsewhere" not in str(raised.value)


def test_storage_that_does_not_answer_is_unavailable(
    credentials: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("matcher.originals.s3._ATTEMPTS", 1)
    for address in ("http://127.0.0.1:9", "no address"):
        with pytest.raises(OriginalsUnavailable, match="no answer"):
            S3Originals("s3://resumes", address).put(KEY, b"a")


def test_missing_credentials_are_said(
    endpoint: str,
    credentials: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(OriginalsUnavailable, match="no credentials are set"):
        S3Originals("s3://resumes", endpoint).put(KEY, b"a")


def test_nothing_of_a_resume_reaches_a_log(
    bucket: str, endpoint: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    originals = S3Originals(f"s3://{bucket}", endpoint)
    originals.put(KEY, b"Vera Lindqvist")
    originals.get(KEY)
    assert "Vera" not in caplog.text
    assert "testing" not in caplog.text


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        ("database", type(None)),
        ("folder:/srv/originals", FolderOriginals),
        ("s3://resumes", S3Originals),
        ("s3://resumes/kept/here/", S3Originals),
    ],
)
def test_a_setting_names_a_store(setting: str, kind: type) -> None:
    assert isinstance(originals_from(setting), kind)


@pytest.mark.parametrize(
    "setting",
    ["", "Database", "folder:", "folder:here", "/srv/originals", "s3://", "s3://A", "s3://a?b", "s3:/a/b"],
)
def test_any_other_setting_is_refused(setting: str) -> None:
    with pytest.raises(InvalidSetting, match="MATCHER_ORIGINALS must be"):
        originals_from(setting)


def test_object_storage_wants_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matcher.originals.s3", None)
    with pytest.raises(InvalidSetting, match="install rolefit"):
        originals_from("s3://resumes")
