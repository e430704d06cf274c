#!/usr/bin/env python3
# edits.py -- what-if over kept evidence says what a real run says, for edits of every kind of a rubric.
"""Usage: edits.py [EXERCISE[/PROGRAM]...]: these, or all of the catalogue (many minutes). Each program is handed in
once. Then the rubric is edited in one place, in many ways, one after the other, and every program is judged twice by
the edited rubric: from its evidence (preview of submissions), and by compiling and running it (preview of its files).
Whatever the first does not leave to a new run must be the same: points and sentence of each criterion. What an edit
leaves to a new run is known for each edit, and must be no more; with "run" nothing is left."""
import copy
import json
import os
import pathlib
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from service import DONE, SOURCE, Folder, Service, until  # noqa: E402

CATALOG = SOURCE / "rubrics/catalog"
JSON = {"Content-Type": "application/json"}
KEPT, RUN, SOME = "all in the evidence", "may need a new run", "those of one case or value need a new run"
CHECKS = ["stdout", "exit-status", "no-timeout", "no-deadlock", "no-busy-wait", "several-processes",
          "children-succeed", "closes-unused-ends", "closes-all-ends", "no-end-left-open", "no-bad-close",
          "no-broken-pipe", "closes-files", "reaps-children"]
OF_VALUES = ["race-free", "value-outcome", "uses-lock", "no-lock-misuse"]
WITH_PROCESSES = {"closes-unused-ends", "closes-all-ends", "no-end-left-open", "no-bad-close", "reaps-children",
                  "no-deadlock", "no-busy-wait", "no-broken-pipe", "closes-files"}


def add(rubric, check, points=100, **more):
    """One criterion more, worth something that no other has."""
    ident = f"new-{len(rubric['criteria'])}"
    rubric["criteria"].append({"id": ident, "title": f"New {check}", "check": check, "points": points, **more})
    rubric["max_points"] += points


def of_checks(rubric, names):
    return [one for one in rubric["criteria"] if one["check"] in names]


# --- the edits: each changes the rubric, or says False: there is nothing of that kind in it


def points_move(r):
    points = [one["points"] for one in r["criteria"]]
    for one, other in zip(r["criteria"], points[1:] + points[:1]):
        one["points"] = other


def words_change(r):
    r["title"], r["task"] = "Another", "Other words"
    for one in r["criteria"]:
        one["title"], one["text"] = one["title"] + "!", "because"
    for case in r["cases"]:
        case["title"] = "case " + case["id"]


def visibility(r):
    r["due"] = "2100-01-01T00:00:00Z"
    for i, one in enumerate(r["criteria"]):
        one["visibility"] = ("visible", "after_due", "hidden")[i % 3]
        one["requires"] = []


def requires_nothing(r):
    for one in r["criteria"]:
        one["requires"] = []


def requires_the_one_before(r):
    for before, one in zip(r["criteria"], r["criteria"][1:]):
        one["requires"] = [before["id"]]


def partial(r):
    for one in r["criteria"]:
        one["partial"] = not one.get("partial", False)
        for key in ("points_each", "floor"):
            one.get("arguments", {}).pop(key, None)


def points_each(r):
    for one in of_checks(r, WITH_PROCESSES | {"no-warnings", "race-free"}):
        one["partial"] = True
        one["arguments"] = {**one.get("arguments", {}), "points_each": 30}
        if one["check"] in WITH_PROCESSES:
            one["arguments"]["floor"] = 7


def exit_wanted(r):
    wanted = [case for case in r["cases"] if "exit" in case["expect"]]
    for case in wanted:
        case["expect"]["exit"] += 7
    return bool(wanted)


def stdout_wanted(r):
    wanted = [case["expect"]["stdout"] for case in r["cases"] if "stdout" in case["expect"]]
    for one in wanted:
        one["text"] = "x" + one["text"]
    return bool(wanted)


def match_kind(kind):
    def edit(r):
        wanted = [case["expect"]["stdout"] for case in r["cases"]
                  if case["expect"].get("stdout", {}).get("match") == "exact"]
        for one in wanted:
            one["match"] = kind
            if kind == "regex":
                one["text"] = "[^x]*"
        return bool(wanted)
    return edit


def trailing_space(r):
    for case in r["cases"]:
        if case["expect"].get("stdout", {}).get("match", "exact") != "numeric" and "stdout" in case["expect"]:
            case["expect"]["stdout"]["trailing_space"] = "exact"


def files_wanted(r):
    wanted = [file for case in r["cases"] for file in case["expect"].get("files", []) if "text" in file]
    for one in wanted:
        one["match"], one["text"] = "lines", one["text"] + "z"
    return bool(wanted)


def another_file(r):
    r["cases"][0]["expect"].setdefault("files", []).append({"name": "other.txt", "text": "x"})
    add(r, "files", arguments={"cases": [r["cases"][0]["id"]]})


def without_a_file(r):
    for case in r["cases"]:
        if case["expect"].pop("files", None):
            r["criteria"] = [one for one in r["criteria"] if one["check"] != "files"]
    return repoint(r)


def repoint(r):
    """The sum, and nothing that is required and is no more there."""
    ids = {one["id"] for one in r["criteria"]}
    for one in r["criteria"]:
        one["requires"] = [name for name in one.get("requires", []) if name in ids]
    r["max_points"] = sum(one["points"] for one in r["criteria"])
    return r["max_points"] > 0


def criterion_removed(r):
    del r["criteria"][len(r["criteria"]) // 2]
    return repoint(r)


def criteria_reversed(r):
    r["criteria"].reverse()
    return requires_nothing(r)


def check_added(check, **more):
    def edit(r):
        if check in OF_VALUES and not r.get("values"):
            return False
        if check == "stdout" and not any("stdout" in case["expect"] for case in r["cases"]):
            return False
        add(r, check, **copy.deepcopy(more))
        return True
    return edit


def processes(who):
    def edit(r):
        for check in WITH_PROCESSES:
            add(r, check, arguments={"processes": who})
    return edit


def accept_exit(r):
    for check in ("closes-all-ends", "no-end-left-open"):
        add(r, check, arguments={"accept_exit": True})


def one_case_each(r):
    for case in r["cases"]:
        for check in ("no-deadlock", "closes-all-ends", "several-processes"):
            add(r, check, points=10, arguments={"cases": [case["id"]]})


def case_removed(r):
    gone = r["cases"][-1]["id"]
    if len(r["cases"]) < 2 or any(value.get("case") == gone for value in r.get("values", [])):
        return False
    del r["cases"][-1]
    for one in r["criteria"]:
        cases = one.get("arguments", {}).get("cases")
        if cases:
            one["arguments"]["cases"] = [name for name in cases if name != gone]
    r["criteria"] = [one for one in r["criteria"] if one.get("arguments", {}).get("cases") != []]
    return repoint(r)


def case_added(r):
    case = {**copy.deepcopy(r["cases"][0]), "id": "fresh", "args": [*r["cases"][0].get("args", []), "more"]}
    r["cases"].append(case)
    add(r, "no-timeout", arguments={"cases": ["fresh"]})


def cases_reversed(r):
    if any("case" not in value for value in r.get("values", [])) and len(r["cases"]) > 1:
        return False  # values are of the first case
    r["cases"].reverse()
    return len(r["cases"]) > 1


def case_renamed(r):
    old = r["cases"][0]["id"]
    r["cases"][0]["id"] = "renamed"
    for one in [one.get("arguments", {}) for one in r["criteria"]]:
        if "cases" in one:
            one["cases"] = ["renamed" if name == old else name for name in one["cases"]]
    for value in r.get("values", []):
        value["case"] = "renamed" if value.get("case") == old else value.get("case", "renamed")


def runs(count):
    def edit(r):
        changed = [case for case in r["cases"] if case.get("runs", 1) != count]
        for case in changed:
            case["runs"] = count
        return bool(changed)
    return edit


def of_case(key, value):
    def edit(r):
        r["cases"][-1][key] = value
    return edit


def limits(**more):
    def edit(r):
        r["limits"] = {**r.get("limits", {}), **more}
    return edit


def compile_with(**more):
    def edit(r):
        if all(r.get("compile", {}).get(key) == value for key, value in more.items()):
            return False
        r["compile"] = {**r.get("compile", {}), **more}
        return True
    return edit


def value_edit(**more):
    def edit(r):
        for value in r.get("values", []):
            value.update(more)
            if "allowed" in more:
                value.pop("expected", None)
            if "pattern" in more and value["source"] != "number":
                return False
        return bool(r.get("values"))
    return edit


def value_added(r):
    if not r.get("values"):
        return False
    r["values"].append({"name": "digit", "source": "number", "pattern": "([0-9])", "expected": "4",
                        "case": r["values"][0].get("case", r["cases"][0]["id"]),
                        "schedules": r["values"][0].get("schedules", 200)})
    add(r, "value-outcome", arguments={"values": ["digit"]})
    return True


def values_removed(r):
    if not r.pop("values", None):
        return False
    r["criteria"] = [one for one in r["criteria"] if one["check"] not in OF_VALUES]
    return repoint(r)


EDITS = [
    ("nothing", lambda r: None, KEPT), ("points move", points_move, KEPT), ("other words", words_change, KEPT),
    ("visibility", visibility, KEPT), ("requires nothing", requires_nothing, KEPT),
    ("requires the one before", requires_the_one_before, KEPT), ("partial", partial, KEPT),
    ("points_each", points_each, KEPT), ("another exit status", exit_wanted, KEPT),
    ("another text", stdout_wanted, KEPT), ("lines", match_kind("lines"), KEPT),
    ("numeric", match_kind("numeric"), KEPT), ("a pattern", match_kind("regex"), KEPT),
    ("trailing space", trailing_space, KEPT), ("other text in files", files_wanted, KEPT),
    ("another file", another_file, SOME), ("no files", without_a_file, KEPT),
    ("a criterion less", criterion_removed, KEPT), ("criteria in another order", criteria_reversed, KEPT),
    *[(f"check {check}", check_added(check), KEPT) for check in CHECKS + OF_VALUES],
    ("no-warnings", check_added("no-warnings", partial=True, arguments={"ignore": ["-Wunused"], "points_each": 10}),
     KEPT),
    ("source-uses", check_added("source-uses", arguments={"functions": ["read", "wait"]}), RUN),
    ("source-forbids", check_added("source-forbids", arguments={"functions": ["printf", "write", "fork"]}), RUN),
    ("uses-lock of a kind", check_added("uses-lock", arguments={"locks": ["semaphore"]}), KEPT),
    ("children", processes(["children"]), KEPT), ("child 2", processes(["child 2"]), KEPT),
    ("accept_exit", accept_exit, KEPT), ("criteria of one case", one_case_each, KEPT),
    ("a case less", case_removed, KEPT), ("a case more", case_added, SOME),
    ("cases in another order", cases_reversed, KEPT), ("a case of another name", case_renamed, RUN),
    ("one run", runs(1), KEPT), ("three runs", runs(3), RUN), ("other arguments", of_case("args", ["3", "5"]), SOME),
    ("other input", of_case("stdin", "hello\n"), SOME),
    ("a file to begin with", of_case("files", [{"name": "in.txt", "text": "1 2\n3\n"}]), SOME),
    ("less time", limits(cpu_s=0.5, wall_s=1), RUN), ("less output", limits(output_kib=1), RUN),
    ("one process", limits(processes=1), RUN), ("-O2", compile_with(flags=["-Wall", "-O2"]), RUN),
    ("c11", compile_with(standard="gnu11"), RUN), ("no kit", compile_with(kit=False), RUN),
    ("another value expected", value_edit(expected="7"), KEPT),
    ("two values allowed", value_edit(allowed=["7", "21"]), KEPT),
    ("another pattern", value_edit(pattern="([0-9])"), KEPT), ("fewer schedules", value_edit(schedules=30), RUN),
    ("another seed", value_edit(seed=5), RUN), ("another strategy", value_edit(strategy="pct"), RUN),
    ("all orders", value_edit(complete=True), KEPT), ("a value more", value_added, RUN),
    ("no values", values_removed, KEPT),
]


def ask(service, path, body, expect=(200,)):
    status, answer = service.call("POST", path, json.dumps(body), JSON, timeout=600)
    assert status in expect, (path, status, answer[:2000])
    service.read_log(0)  # who does not read it stops the service: its pipe is full some day
    answer = json.loads(answer)
    while answer.get("schema") == "bothends.task/1":
        status, answer = service.call("GET", f"/v1/previews/{answer['id']}?wait=60", timeout=600)
        assert status == 200, answer
        answer = json.loads(answer)
    return answer


def hand_in(service, name, programs):
    """id -> program, once each is graded."""
    ids = {}
    for path in programs:
        query = urllib.parse.urlencode({"rubric": name, "student": path.stem})
        status, answer = service.call("POST", f"/v1/submissions?{query}", path.read_bytes(),
                                      {"Content-Type": "text/x-c"})
        assert status == 202, answer
        ids[json.loads(answer)["id"]] = path
    for i in ids:
        until(600, "graded", lambda one=i: json.loads(
            service.call("GET", f"/v1/submissions/{one}?wait=30", timeout=60)[1])["status"] in DONE)
    return ids


def criteria_of(seen):
    """id -> (points, sentence); a sentence alone where a new run is needed."""
    return {one["id"]: (one.get("new", one.get("points")), one.get("message")) for one in seen["criteria"]}


def judge(what, draft, seen, ran, real, kind):
    """What is wrong, one line each, and how many criteria were left to a new run."""
    truth, wrong, left = criteria_of(real["grade"]), [], 0
    for one in ran["criteria"]:
        if (one.get("new"), one.get("message")) != truth[one["id"]]:
            wrong.append(f"{what}: {one['id']}: with a run {one}, really {truth[one['id']]}")
    for one in seen["criteria"]:
        if one.get("needs_run"):
            left += 1
        elif (one["new"], one["message"]) != truth[one["id"]]:
            wrong.append(f"{what}: {one['id']}: foreseen {one}, really {truth[one['id']]}")
    if [one["id"] for one in seen["criteria"]] != [one["id"] for one in draft["criteria"]]:
        wrong.append(f"{what}: other criteria")
    if kind is KEPT and left:
        wrong.append(f"{what}: {left} criteria are left to a new run")
    if kind is SOME and left == len(seen["criteria"]) and real["grade"]["status"] == "graded":
        wrong.append(f"{what}: all is left to a new run")
    return wrong, left


def differ(service, name, programs):
    ids = hand_in(service, name, programs)
    original = json.loads((CATALOG / name / "rubric.json").read_text())
    wrong, tried = [], 0
    for what, edit, kind in EDITS:
        draft = copy.deepcopy(original)
        if edit(draft) is False:
            continue
        tried, path = tried + 1, f"/v1/rubrics/{name}/preview?wait=60"
        sets = [ask(service, path, {"rubric": draft, "submissions": list(ids), "run": run}, (200, 202))
                for run in (False, True)]
        seen, ran = ({one["id"]: one for one in answer["submissions"]} for answer in sets)
        left = 0
        for i, program in ids.items():
            files = [{"name": "main.c", "content": program.read_text()}]
            real = ask(service, path, {"rubric": draft, "files": files}, (200, 202))
            faults, more = judge(f"{what}: {program.parent.name}/{program.name}", draft, seen[i], ran[i], real, kind)
            wrong, left = wrong + faults, left + more
        print(f"   {name}: {what}: {left} left to a new run", flush=True)
    print(f"{'FAILED' if wrong else 'ok'}: {name}: {len(ids)} programs, {tried} edits", *wrong, sep="\n     ",
          flush=True)
    return wrong


def main():
    wanted = {}
    for name in sys.argv[1:] or sorted(path.parent.name for path in CATALOG.glob("*/rubric.json")):
        exercise, _, program = name.partition("/")
        found = sorted((CATALOG / exercise).glob(f"*/{program or '*'}.c"))
        assert found, name
        wanted.setdefault(exercise, []).extend(found)
    failed = 0
    with Folder() as folder:
        service = Service(folder / "data").ready()
        try:
            for exercise, programs in wanted.items():
                failed += bool(differ(service, exercise, programs))
        finally:
            status = service.stop()
    print(f"{len(wanted) - failed} passed, {failed} failed")
    sys.exit(1 if failed or status != 0 else 0)


main()
