"""The labelled documents beside the checkout; they are no part of it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent


def evaluation_folder(env: Mapping[str, str] = os.environ) -> Path:
    """Where the labels, files and scorers are expected; the folder may be absent."""
    return Path(env.get("MATCHER_SHARED", REPOSITORY.parent / "shared")) / "eval"


def is_all_required(env: Mapping[str, str] = os.environ) -> bool:
    """Whether the want of something optional to a user is a failure, as in CI."""
    return bool(env.get("MATCHER_REQUIRE_ALL"))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
