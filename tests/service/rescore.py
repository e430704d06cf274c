#!/usr/bin/env python3
# rescore.py -- an edited rubric judges kept evidence as it judges a fresh run: every program of the catalogue.
"""Usage: rescore.py [EXERCISE...]: these, or all of them (some minutes). Each program is handed in; then the
rubric's points and what its first case should end with are edited, and every grade is made three times by the edited
rubric: foreseen (preview), from the evidence, and by compiling and running all of it again. The preview must
give the same points as the new run, criterion by criterion, and the two grades must be the same in every field but what
kit/repeat.py's MAY_DIFFER names: times, and in what order processes that are free to take turns print. (That one run's
evidence gives that run's whole grade again, to the letter, is what `bothends rubric test --rescore` looks at.)"""
import json
import os
import pathlib
import sys
import time
import urllib.parse

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), str(pathlib.Path(__file__).resolve().parents[1] / "kit")]
from repeat import differences, flat  # noqa: E402
from service import DONE, SOURCE, Folder, Service, until  # noqa: E402

CATALOG = SOURCE / "rubrics/catalog"
JSON = {"Content-Type": "application/json"}


def edited(rubric):
    """Points move on by one criterion, and the first case should end otherwise: all of it is in the evidence."""
    points = [criterion["points"] for criterion in rubric["criteria"]]
    for criterion, other in zip(rubric["criteria"], points[1:] + points[:1]):
        criterion["points"] = other
    rubric["cases"][0]["expect"]["exit"] = 7
    return rubric


def ask(service, method, path, body=None, headers=JSON, expect=(200,)):
    status, answer = service.call(method, path, None if body is None else json.dumps(body), headers, timeout=600)
    assert status in expect, (method, path, status, answer[:2000])
    service.read_log(0) # who does not read it stops the service: its pipe is full some day
    return json.loads(answer)


def finished(service, ids, count):
    """The newest grades, once each has got so many."""
    def made():
        found = {i: ask(service, "GET", f"/v1/submissions/{i}?wait=30") for i in ids}
        kept = [len(ask(service, "GET", f"/v1/submissions/{i}/grades")["items"]) for i in ids]
        return all(g["status"] in DONE for g in found.values()) and set(kept) == {count} and found
    return until(900, f"graded {count} times", made, pause=0.1)


def hand_in(service, name):
    """id -> program."""
    ids = {}
    for path in sorted((CATALOG / name).glob("*/*.c")):
        query = urllib.parse.urlencode({"rubric": name, "student": path.stem})
        status, answer = service.call("POST", f"/v1/submissions?{query}", path.read_bytes(),
                                      {"Content-Type": "text/x-c"})
        assert status == 202, answer
        ids[json.loads(answer)["id"]] = f"{name}/{path.parent.name}/{path.name}"
    return ids


def regraded(service, name, ids, count, reuse):
    ask(service, "POST", f"/v1/rubrics/{name}/regrade", {"reuse": reuse, "reason": "rescore"}, expect=(202,))
    return finished(service, ids, count)


def preview(service, name, draft):
    began = time.monotonic()
    answer = ask(service, "POST", f"/v1/rubrics/{name}/preview?wait=60", {"rubric": draft, "last": 200})
    while answer["schema"] == "bothends.task/1":
        answer = ask(service, "GET", f"/v1/previews/{answer['id']}?wait=60")
    return answer, time.monotonic() - began


def differ(service, name):
    """What is not the same, one line each; and how many programs there were."""
    ids = hand_in(service, name)
    finished(service, ids, 1)
    draft = edited(json.loads((CATALOG / name / "rubric.json").read_text()))
    seen, took = preview(service, name, draft)
    ask(service, "PUT", f"/v1/rubrics/{name}", draft, {**JSON, "If-Match": "*"})
    assert all(one["rubric_version"] == 1 for one in seen["submissions"]), name
    kept = regraded(service, name, ids, 2, reuse=True)
    fresh = regraded(service, name, ids, 3, reuse=False)
    wrong = [f"{ids[one['id']]}: needs a new run" for one in seen["submissions"] if one["new_score"] is None]
    for one in seen["submissions"]:
        points = {c["id"]: c["points"] for c in fresh[one["id"]]["criteria"]}
        if points != {c["id"]: c["new"] for c in one["criteria"]}:
            wrong.append(f"{ids[one['id']]}: foreseen as {one['criteria']}, became {points}")
    for i, program in ids.items():
        wrong += [f"{program}: {place}: {', '.join(seen)} from evidence and by a new run"
                  for place, seen in differences([dict(flat(kept[i])), dict(flat(fresh[i]))])]
    changed = sum(1 for one in seen["submissions"] if one["change"])
    print(f"{'FAILED' if wrong else 'ok'}: {name}: {len(ids)} programs, {changed} change; "
          f"foreseen in {1000 * took:.0f} ms, {1000 * took / len(ids):.1f} ms each", *wrong,
          sep="\n     ", flush=True)
    assert len(seen["submissions"]) == len(ids) and changed > 0, name
    return wrong, len(ids)


def main():
    names = sys.argv[1:] or sorted(path.parent.name for path in CATALOG.glob("*/rubric.json"))
    failed, programs = 0, 0
    with Folder() as folder:
        service = Service(folder / "data").ready()
        try:
            for name in names:
                wrong, count = differ(service, name)
                failed += bool(wrong)
                programs += count
        finally:
            status = service.stop()
    print(f"{programs} programs\n{len(names) - failed} passed, {failed} failed")
    sys.exit(1 if failed or status != 0 else 0)


main()
