"""Which store a setting names."""

from pathlib import Path

from matcher.domain.originals import Originals
from matcher.errors import InvalidSetting
from matcher.originals.folder import FolderOriginals

VARIABLE = "MATCHER_ORIGINALS"
DATABASE = "database"
_FOLDER, _S3 = "folder:", "s3://"


def originals_from(setting: str, s3_endpoint: str | None = None) -> Originals | None:
    """The store that `setting` names: 'folder:/path' or 's3://bucket/prefix'; None for 'database'.

    `s3_endpoint` is the address of object storage other than Amazon's. Nothing is opened yet.
    Raises InvalidSetting.
    """
    if setting == DATABASE:
        return None
    if setting.startswith(_FOLDER) and (path := Path(setting.removeprefix(_FOLDER))).is_absolute():
        return FolderOriginals(path)
    if setting.startswith(_S3):
        return _object_storage(setting, s3_endpoint)
    raise InvalidSetting(VARIABLE, f"must be {DATABASE}, folder:/path or s3://bucket/prefix, not {setting!r}")


def _object_storage(url: str, endpoint: str | None) -> Originals:
    try:
        from matcher.originals.s3 import S3Originals  # noqa: PLC0415  # boto3 is there where it is needed
    except ImportError as error:
        raise InvalidSetting(
            VARIABLE, "names object storage, which needs boto3: install rolefit[s3]"
        ) from error
    try:
        return S3Originals(url, endpoint or None)
    except ValueError as error:
        raise InvalidSetting(VARIABLE, f"{error}, not {url!r}") from error
