#!/usr/bin/env python3
# preview.py -- how long it takes to foresee what an edited rubric would do to 50 submissions, from their evidence.
"""Usage: preview.py [EXERCISE...]: these, or all of the catalogue. The exercise's own programs, right and wrong ones,
are handed in until there are 50; then a rubric whose points moved is previewed on all of them. Exit 1 if one took 2 s
or more. A line for each: the program's own time (timing_ms), and what the caller waited for."""
import json
import os
import pathlib
import statistics
import sys
import time
import urllib.parse

SOURCE = pathlib.Path(os.environ.setdefault("BOTHENDS_SOURCE", str(pathlib.Path(__file__).resolve().parents[2])))
os.environ.setdefault("BOTHENDS_BUILD", str(SOURCE / "build/release"))
sys.path.insert(0, str(SOURCE / "tests/service"))
from service import DONE, Folder, Service, until  # noqa: E402

CATALOG = SOURCE / "rubrics/catalog"
COUNT, TIMES, MS_MAX = 50, 3, 2000
JSON = {"Content-Type": "application/json"}


def ask(service, method, path, body=None, headers=JSON):
    status, answer = service.call(method, path, body, headers, timeout=600)
    assert status in (200, 202), (method, path, status, answer[:2000])
    service.read_log(0)  # its pipe must not be full
    return json.loads(answer)


def hand_in(service, name):
    programs = sorted((CATALOG / name).glob("*/*.c"))
    ids = []
    for at in range(COUNT):
        query = urllib.parse.urlencode({"rubric": name, "student": f"{programs[at % len(programs)].stem}-{at}"})
        ids.append(ask(service, "POST", f"/v1/submissions?{query}", programs[at % len(programs)].read_bytes(),
                       {"Content-Type": "text/x-c"})["id"])
    for i in ids:
        until(900, f"{i} graded", lambda i=i: ask(service, "GET", f"/v1/submissions/{i}?wait=30")["status"] in DONE)


def preview(service, name):
    """Milliseconds: told by the service, waited for here."""
    draft = json.loads((CATALOG / name / "rubric.json").read_text())
    worth = [criterion["points"] for criterion in draft["criteria"]]
    for criterion, points in zip(draft["criteria"], worth[1:] + worth[:1]):
        criterion["points"] = points
    began = time.monotonic()
    answer = ask(service, "POST", f"/v1/rubrics/{name}/preview?wait=60", json.dumps({"rubric": draft, "last": 200}))
    while answer["schema"] == "bothends.task/1":
        answer = ask(service, "GET", f"/v1/previews/{answer['id']}?wait=60")
    waited = 1000 * (time.monotonic() - began)
    assert answer["summary"]["count"] == COUNT and answer["summary"]["needs_run"] == 0, answer["summary"]
    return answer["timing_ms"], waited


def main():
    names = sys.argv[1:] or sorted(path.parent.name for path in CATALOG.glob("*/rubric.json"))
    failed = 0
    with Folder() as folder:
        service = Service(folder / "data").ready()
        try:
            for name in names:
                hand_in(service, name)
                times = [preview(service, name) for _ in range(TIMES)]
                told, waited = (statistics.median(ms) for ms in zip(*times))
                failed += waited >= MS_MAX
                print(f"{'ok' if waited < MS_MAX else 'FAILED'}: {name}: {COUNT} submissions foreseen in {told:.0f} "
                      f"ms, waited for {waited:.0f} ms (median of {TIMES}; less than {MS_MAX})", flush=True)
        finally:
            status = service.stop()
    print(f"{len(names) - failed} passed, {failed} failed")
    sys.exit(1 if failed or status != 0 else 0)


main()
