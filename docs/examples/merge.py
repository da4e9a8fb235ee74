"""Stores a résumé of any system linked by Merge. The body of the webhook comes in on standard input."""

import json
import sys

from rolefit import download, show, store_resume

attachment = json.load(sys.stdin)["data"]
if attachment.get("attachment_type") != "RESUME" or not attachment.get("file_url"):
    sys.exit("no résumé was attached")
filename = attachment.get("file_name") or "resume"
show(store_resume(download(attachment["file_url"]), filename, f"merge:{attachment['candidate']}"))
