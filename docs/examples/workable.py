"""Stores the résumé of a new candidate in Workable. The body of the webhook comes in on standard input."""

import json
import sys
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from rolefit import download, show, store_resume

candidate = json.load(sys.stdin)["data"]
if not candidate.get("resume_url"):
    sys.exit("no résumé was attached")
filename = PurePosixPath(unquote(urlsplit(candidate["resume_url"]).path)).name
job = candidate.get("job") or {}
labels = [job.get("title"), *(candidate.get("tags") or [])]
show(store_resume(download(candidate["resume_url"]), filename, f"workable:{candidate['id']}", labels))
