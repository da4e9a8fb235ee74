"""Stores the résumé of a new application in Ashby. The body of the webhook comes in on standard input."""

import json
import os
import sys

from rolefit import basic, download, fetch_json, show, store_resume

ASHBY = os.environ.get("ASHBY_API", "https://api.ashbyhq.com")

event = json.load(sys.stdin)
if event["action"] != "applicationSubmit":
    sys.exit("no new application")
headers = basic(os.environ["ASHBY_KEY"])
application = event["data"]["application"]
asked = {"id": application["candidate"]["id"]}
candidate = fetch_json(f"{ASHBY}/candidate.info", "POST", asked, headers)["results"]
resume = candidate.get("resumeFileHandle")
if not resume:
    sys.exit("no résumé was attached")
file = fetch_json(f"{ASHBY}/file.info", "POST", {"fileHandle": resume["handle"]}, headers)["results"]
job = application.get("job") or {}
labels = [job.get("title"), *(tag.get("title") for tag in candidate.get("tags") or [])]
show(store_resume(download(file["url"]), resume["name"], f"ashby:{candidate['id']}", labels))
