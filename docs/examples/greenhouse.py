"""Stores the résumé of a new application in Greenhouse. The webhook's body comes in on standard input."""

import json
import sys

from rolefit import download, show, store_resume

event = json.load(sys.stdin)
if event["action"] != "new_candidate_application":
    sys.exit("no new application")
application = event["payload"]["application"]
candidate = application["candidate"]
resumes = [each for each in candidate["attachments"] if each["type"] == "resume"]
if not resumes:
    sys.exit("no résumé was attached")
resume = resumes[-1]
jobs = [job.get("name") for job in application.get("jobs") or []]
labels = [*jobs, *(candidate.get("tags") or [])]
show(store_resume(download(resume["url"]), resume["filename"], f"greenhouse:{candidate['id']}", labels))
