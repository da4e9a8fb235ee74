"""Stores the résumé of a new application in Lever. The body of the webhook comes in on standard input."""

import json
import os
import sys

from rolefit import basic, download, fetch_json, show, store_resume

LEVER = os.environ.get("LEVER_API", "https://api.lever.co/v1")

event = json.load(sys.stdin)
if event["event"] != "applicationCreated":
    sys.exit("no new application")
headers = basic(os.environ["LEVER_KEY"])
opportunity_id = event["data"]["opportunityId"]
resumes_url = f"{LEVER}/opportunities/{opportunity_id}/resumes"
resumes = [each for each in fetch_json(resumes_url, headers=headers)["data"] if each.get("file")]
if not resumes:
    sys.exit("no résumé was attached")
resume = max(resumes, key=lambda each: each["createdAt"])
content = download(f"{resumes_url}/{resume['id']}/download", headers)

opportunity_url = f"{LEVER}/opportunities/{opportunity_id}?expand=applications"
opportunity = fetch_json(opportunity_url, headers=headers)["data"]
postings = [each.get("posting") for each in opportunity.get("applications") or []]
jobs = [
    fetch_json(f"{LEVER}/postings/{posting}", headers=headers)["data"].get("text")
    for posting in postings
    if posting
]
labels = [*jobs, *(opportunity.get("tags") or [])]
show(store_resume(content, resume["file"]["name"], f"lever:{opportunity_id}", labels))
