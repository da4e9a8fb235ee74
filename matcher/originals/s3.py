"""Files in object storage that speaks the protocol of Amazon S3."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, NoCredentialsError

from matcher.domain.originals import is_key, key_parts
from matcher.errors import NotFound, OriginalsUnavailable

_URL = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(?:/[\w.-]+)*)/?")
_MISSING = frozenset({"NoSuchKey", "404"})
_REASONS = {
    "NoSuchBucket": "the bucket is not there",
    "AccessDenied": "the credentials may not do this",
    "InvalidAccessKeyId": "the credentials are not known",
    "SignatureDoesNotMatch": "the credentials do not match",
    "SlowDown": "it is busy",
}
_CONNECT_SECONDS, _READ_SECONDS, _ATTEMPTS = 5, 30, 3

for _name in ("boto3", "botocore", "s3transfer"):
    logging.getLogger(_name).setLevel(logging.INFO)  # in DEBUG they log what is sent, which is a résumé


class S3Originals:
    """Objects '<prefix>/<organisation>/<resume id>' of a bucket.

    Credentials and region come from the usual AWS_ variables, files or roles. The bucket should keep no old
    versions: what is erased would live on in them.
    """

    def __init__(self, url: str, endpoint: str | None = None) -> None:
        """`url` is 's3://bucket/prefix'. Raises ValueError for any other."""
        match = _URL.fullmatch(url)
        if match is None:
            raise ValueError("must be s3://bucket/prefix")
        self._bucket = match["bucket"]
        self._prefix = f"{match['prefix'].strip('/')}/".lstrip("/")
        self._endpoint = endpoint

    def put(self, key: str, content: bytes) -> None:
        place = self._place(key)
        with _told(key):
            self._client.put_object(**place, Body=content)

    def get(self, key: str) -> bytes:
        place = self._place(key)
        with _told(key):
            content: bytes = self._client.get_object(**place)["Body"].read()
            return content

    def delete(self, key: str) -> None:
        place = self._place(key)
        with _told(key):
            self._client.delete_object(**place)

    def keys(self, before: datetime) -> Iterator[str]:
        with _told(self._prefix):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix):
                for found in page.get("Contents", ()):
                    key = found["Key"].removeprefix(self._prefix)
                    if found["LastModified"] < before and is_key(key):
                        yield key

    def _place(self, key: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + "/".join(key_parts(key))}

    @cached_property
    def _client(self) -> Any:
        """Made with the first use, so that processes forked before have each their own connections."""
        options = {
            "connect_timeout": _CONNECT_SECONDS,
            "read_timeout": _READ_SECONDS,
            "retries": {"total_max_attempts": _ATTEMPTS, "mode": "standard"},
        }
        if self._endpoint:  # what not every other storage knows
            options |= {
                "s3": {"addressing_style": "path"},
                "request_checksum_calculation": "when_required",
                "response_checksum_validation": "when_required",
            }
        config = Config(**options)
        return boto3.session.Session().client("s3", endpoint_url=self._endpoint, config=config)


@contextmanager
def _told(key: str) -> Iterator[None]:
    """Errors of the storage as ours; its own words name the bucket and the request."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _MISSING:
            raise NotFound("original", key.rpartition("/")[2]) from None
        reason = _REASONS.get(code, "it answered with an error")
        raise OriginalsUnavailable("object storage", reason) from None
    except NoCredentialsError:
        raise OriginalsUnavailable("object storage", "no credentials are set") from None
    except (BotoCoreError, HTTPClientError, ValueError) as error:
        raise OriginalsUnavailable("object storage", f"no answer ({type(error).__name__})") from None
