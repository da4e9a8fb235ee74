"""Stores a résumé, ranks everybody stored for a role, reads one fit: quickstart.py cv.pdf data-engineer."""

import sys
from pathlib import Path

from rolefit import call, show, store_resume

match sys.argv[1:]:
    case [path, role]:
        file = Path(path)
    case _:
        sys.exit(__doc__)
stored = store_resume(file.read_bytes(), file.name, f"quickstart:{file.name}")
show(stored)

for candidate in call("GET", f"/api/v1/roles/{role}/candidates?limit=10")["items"]:
    print(f"{candidate['score']:6.2f}  {candidate['filename']}")

fit = call("GET", f"/api/v1/resumes/{stored['id']}/fits/{role}")
print("met:", ", ".join(met["requirement"] for met in fit["met"]) or "nothing")
for missing in fit["missing"]:
    print(f"missing: {missing['requirement']} (+{missing['gain']:.2f})")
