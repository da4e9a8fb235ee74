"""Stores a résumé of any system linked by Merge. The body of the webhook comes in on standard input."""

import json
import os
import sys

from rolefit import download, fetch_json, show, store_resume

MERGE = os.environ.get("MERGE_API", "https://api.merge.dev/api/ats/v1")

attachment = json.load(sys.stdin)["data"]
if attachment.get("attachment_type") != "RESUME" or not attachment.get("file_url"):
    sys.exit("no résumé was attached")
filename = attachment.get("file_name") or "resume"

headers = {
    "Authorization": f"Bearer {os.environ['MERGE_KEY']}",
    "X-Account-Token": os.environ["MERGE_ACCOUNT"],
}
candidate_id = attachment["candidate"]
candidate = fetch_json(f"{MERGE}/candidates/{candidate_id}", headers=headers)
applications = fetch_json(f"{MERGE}/applications?candidate_id={candidate_id}&expand=job", headers=headers)
jobs = [(each.get("job") or {}).get("name") for each in applications["results"]]
labels = [*jobs, *(candidate.get("tags") or [])]
show(store_resume(download(attachment["file_url"]), filename, f"merge:{candidate_id}", labels))
