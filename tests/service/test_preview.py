#!/usr/bin/env python3
# test_preview.py -- what an edited rubric would do is what it does: judged from evidence, then for real.
import copy
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from service import BUILD, RIGHT, SOURCE, Service, run_tests, until  # noqa: E402

EXERCISE = SOURCE / "rubrics/catalog/pipe-hello"
MISTAKES = sorted((EXERCISE / "mistakes").glob("*.c"))

SEED_OF_RUBRIC = 5000 # the first of its schedules


def hand_in(service, paths):
    """id -> path of the programs, all graded."""
    ids = {}
    for path in paths:
        status, grade = service.post(path.read_bytes(), wait=60, student=path.stem)
        assert status == 200 and grade["status"] in ("graded", "compile_error"), grade
        ids[grade["id"]] = path
    return ids


def ask(service, draft, expect=200, **more):
    body = json.dumps({"rubric": draft, **more})
    status, answer = service.done(*service.call("POST", "/v1/rubrics/pipe-hello/preview?wait=60", body,
                                                {"Content-Type": "application/json"}))
    assert status == expect, (status, answer)
    return answer


def save(service, draft):
    status, _ = service.call("GET", "/v1/rubrics/pipe-hello")
    assert status == 200
    status, answer = service.call("PUT", "/v1/rubrics/pipe-hello", json.dumps(draft), {"If-Match": "*"})
    assert status == 200, answer


def grades_of(service, ids):
    return {i: json.loads(service.call("GET", f"/v1/submissions/{i}")[1]) for i in ids}


def regrade(service, ids, **body):
    status, answer = service.call("POST", "/v1/rubrics/pipe-hello/regrade", json.dumps(body))
    assert status == 202, answer
    until(600, "all graded again", lambda: all(
        g["status"] in ("graded", "compile_error") for g in grades_of(service, ids).values()), pause=0.1)
    return json.loads(answer)["queued"]


def rubric():
    return json.loads((EXERCISE / "rubric.json").read_text())


def shift_points(draft):
    """Ten points from the last criterion to the first: nothing has to be run for that."""
    draft["criteria"][0]["points"] += 500
    draft["criteria"][-1]["points"] -= 500
    return draft


def scores(document):
    return {s["id"]: s["new_score"] for s in document["submissions"]}


def a_preview_from_evidence_is_what_a_regrade_gives(folder):
    service = Service(folder / "data").ready()
    ids = hand_in(service, [RIGHT, *MISTAKES])
    draft = shift_points(rubric())
    began = time.monotonic()
    seen = ask(service, draft)
    took = time.monotonic() - began
    assert seen["schema"] == "bothends.preview/1"
    assert len(seen["submissions"]) == len(ids) == seen["summary"]["count"]
    assert seen["summary"]["needs_run"] == 0, seen["summary"]
    before = grades_of(service, ids)
    for one in seen["submissions"]:
        assert one["old_score"] == before[one["id"]]["score"], one
        assert one["student"] == ids[one["id"]].stem
        assert abs(one["change"] - (one["new_score"] - one["old_score"])) < 0.005, one
    assert {g["rubric"]["version"] for g in before.values()} == {1}, "nothing is saved"
    save(service, draft)
    # for real, and then from the evidence that this left
    for reuse in (False, True):
        assert regrade(service, ids, reason="the points were wrong", reuse=reuse) == len(ids)
        after = grades_of(service, ids)
        assert {i: g["score"] for i, g in after.items()} == scores(seen)
        for one in seen["submissions"]:
            told = {c["id"]: c["points"] for c in after[one["id"]]["criteria"]}
            assert told == {c["id"]: c["new"] for c in one["criteria"]}, one
    kept = json.loads(service.call("GET", f"/v1/submissions/{next(iter(ids))}/grades")[1])["items"]
    assert [k["reason"] for k in kept] == ["the points were wrong"] * 2 + [""]
    assert [k["rubric_version"] for k in kept] == [2, 2, 1], "old grades stay with their version"
    # the command line says the same
    (folder / "draft.json").write_text(json.dumps(draft))
    said = subprocess.run([BUILD / "bothends", "rubric", "preview", "--json", "--data", folder / "data",
                           folder / "draft.json"], capture_output=True, check=True)
    assert scores(json.loads(said.stdout)) == scores(seen)
    shown = subprocess.run([BUILD / "bothends", "rubric", "preview", "--text", "--data", folder / "data",
                            folder / "draft.json"], capture_output=True, check=True, text=True).stdout
    assert "unused_variable" in shown and "needs run" in shown, shown
    print(f"   {len(ids)} submissions from evidence in {took * 1000:.0f} ms")
    assert service.stop() == 0


def what_the_evidence_does_not_say_is_unknown_until_it_is_run(folder):
    service = Service(folder / "data").ready()
    ids = hand_in(service, [RIGHT, MISTAKES[0]])
    draft = rubric()
    other = copy.deepcopy(draft["cases"][0])
    other["id"] = "again"
    other["args"] = ["an argument that nobody gave it"]
    draft["cases"].append(other)
    named = [c for c in draft["criteria"] if c["check"] == "stdout"][0]
    first = named.setdefault("arguments", {}).setdefault("cases", [draft["cases"][0]["id"]])
    extra = {"id": "argued", "title": "Arguments change nothing", "check": "stdout", "points": 500,
             "arguments": {"cases": ["again"]}}
    for criterion in draft["criteria"]: # the others look at what they looked at
        if criterion is not named and criterion["check"] in ("no-timeout", "exit-status", "several-processes"):
            criterion.setdefault("arguments", {}).setdefault("cases", first)
    draft["criteria"].append(extra)
    named["points"] -= 500
    seen = ask(service, draft)
    assert seen["summary"]["needs_run"] == 2
    for one in seen["submissions"]:
        unknown = [c["id"] for c in one["criteria"] if c.get("needs_run")]
        assert unknown == ["argued"] and one["new_score"] is None, one
    run = ask(service, draft, run=True)
    assert run["summary"]["needs_run"] == 0
    right = [s for s in run["submissions"] if ids[s["id"]] == RIGHT][0]
    assert right["new_score"] == 100.0, right
    other_flags = rubric()
    other_flags["compile"] = {"flags": ["-Wall", "-Wextra", "-Wpedantic"]}
    assert ask(service, other_flags)["summary"]["needs_run"] == 2, "how it compiles was not seen"
    assert service.stop() == 0


def files_that_came_out_stay_in_the_evidence(folder):
    """Wanted, not wanted any more, wanted again: nothing is run for that, neither before publishing nor after."""
    service = Service(folder / "data").ready()

    def wants(*names):
        draft = rubric()
        draft["cases"][0]["expect"]["files"] = [{"name": name, "text": name} for name in names]
        if names:
            draft["criteria"].append({"id": "left", "title": "Files", "check": "files", "points": 500})
            draft["criteria"][-2]["points"] -= 500
        return draft

    writes = RIGHT.read_text().replace("int main(void)\n{", 'int main(void)\n{\n    FILE *left = fopen("a.txt", "w");\n'
                                       '    if (left) {\n        fputs("a.txt", left);\n        fclose(left);\n    }')
    save(service, wants("a.txt"))
    status, first = service.post(writes.encode(), wait=60)
    assert status == 200 and first["score"] == 100.0, first
    took = [run["report"]["wall_ms"] for run in first["runs"]]
    for draft, score in ((wants(), 100.0), (wants("a.txt"), 100.0)):
        seen = ask(service, draft)
        assert seen["summary"]["needs_run"] == 0 and seen["submissions"][0]["new_score"] == score, seen
        save(service, draft)
        regrade(service, [first["id"]], reuse=True)
        again = grades_of(service, [first["id"]])[first["id"]]
        assert again["score"] == score and [run["report"]["wall_ms"] for run in again["runs"]] == took, again
    assert ask(service, wants("a.txt", "b.txt"))["summary"]["needs_run"] == 1
    assert service.stop() == 0


def some_are_regraded_and_sample_code_is_tried(folder):
    service = Service(folder / "data").ready()
    ids = list(hand_in(service, [RIGHT, *MISTAKES[:2]]))
    draft = shift_points(rubric())
    some = ask(service, draft, submissions=ids[:2])
    assert {s["id"] for s in some["submissions"]} == set(ids[:2])
    assert [s["id"] for s in ask(service, draft, last=1)["submissions"]] == [max(ids)]
    sample = ask(service, draft, files=[{"name": "main.c", "content": RIGHT.read_text()}])
    assert sample["grade"]["score"] == 100.0 and "submissions" not in sample
    save(service, draft)
    assert regrade(service, ids, submissions=ids[:1], reuse=True) == 1
    assert [g["rubric"]["version"] for g in grades_of(service, ids).values()] == [2, 1, 1]
    assert service.stop() == 0


def a_request_that_makes_no_sense_is_refused_where_it_does_not(folder):
    service = Service(folder / "data").ready()
    draft = rubric()
    broken = copy.deepcopy(draft)
    broken["criteria"][0]["points"] = -1
    text = json.dumps(broken, indent=1)
    answer = ask(service, text, expect=422)
    line = [i for i, l in enumerate(text.splitlines(), 1) if "-1" in l][0]
    assert answer["type"].endswith("/bad-rubric") and answer["errors"][0]["line"] == line, answer
    assert answer["errors"][0]["pointer"] == "/criteria/0/points", answer
    rows = [
        ({"last": 0}, "/last"), ({"last": 201}, "/last"), ({"last": "5"}, "/last"), ({"run": 1}, "/run"),
        ({"submissions": []}, "/submissions"), ({"submissions": ["sub_x"]}, "/submissions/0"),
        ({"files": []}, "/files"), ({"files": [{"name": "x.py", "content": ""}]}, "/files"),
        ({"files": [{"name": "a.c"}]}, "/files/0"), ({"last": 1, "run": True, "files": []}, ""), ({"frob": 1}, "/frob"),
        ({"a/b~": 1}, "/a~1b~0"),
    ]
    for more, pointer in rows:
        answer = ask(service, draft, expect=422, **more)
        assert answer["type"].endswith("/bad-preview") and answer["errors"][0]["pointer"] == pointer, (more, answer)
    assert ask(service, {**draft, "id": "another"}, expect=422)["errors"][0]["pointer"] == "/rubric/id"
    ask(service, draft, expect=404, submissions=["sub_" + "0" * 26])
    for body, expect in ((b"[1", 400), (b'{"reason": 5}', 400), (b'{"submissions": ["x"]}', 400),
                         (b'{"frob": 1}', 400), (b'{"reuse": "yes"}', 400)):
        status, answer = service.call("POST", "/v1/rubrics/pipe-hello/regrade", body)
        assert status == expect, (body, answer)
    assert service.call("GET", "/v1/previews/tsk_" + "0" * 26)[0] == 404
    assert service.stop() == 0


def mistakes_in_solutions_are_noticed_or_listed(folder):
    service = Service(folder / "data").ready()

    def mutate(expect=200, **body):
        status, answer = service.done(*service.call("POST", "/v1/rubrics/pipe-hello/mutate?wait=60", json.dumps(body)))
        assert status == expect, (status, answer)
        return answer

    def listed():
        rows = json.loads(service.call("GET", "/v1/rubrics")[1])["items"]
        return next(r for r in rows if r["id"] == "pipe-hello")

    plain = {"name": "plain", "files": [{"name": "main.c", "content": RIGHT.read_text()}]}
    measured = listed()["mutation"] # with the catalogue's rubric comes its score
    assert measured["killed"] > 0, measured
    seen = mutate(rubric=rubric(), solutions=[plain])
    assert seen["schema"] == "bothends.mutation/1" and seen["solutions"][0]["name"] == "plain"
    found = {m["kind"]: m for m in seen["mutants"] if m["status"] == "killed"}
    assert found["swap-ends"]["file"] == "main.c" and "close(fd[" in found["swap-ends"]["diff"]
    assert listed()["mutation"] == measured, "a draft is not what was published, and its score is nobody's"
    text = service.call("GET", "/v1/rubrics/pipe-hello")[1].decode()
    whole = mutate(rubric=text, solutions=[plain])
    assert listed()["mutation"] == {k: whole[k] for k in ("killed", "survived", "equivalent", "score")}, listed()
    weak = rubric() # without the criteria that a hanging program fails
    weak["criteria"] = [dict(c, points=10000 if c["id"] == "compiles" else 0) for c in weak["criteria"]]
    assert mutate(rubric=weak, solutions=[plain])["killed"] == 0
    wrong = {"name": "wrong", "files": [{"name": "main.c", "content": "int main(void) { return 0; }"}]}
    answer = mutate(422, rubric=rubric(), solutions=[wrong])
    assert answer["type"].endswith("/bad-preview") and "solution 'wrong' gets" in answer["detail"], answer
    for body, pointer in (({"rubric": rubric(), "solutions": []}, "/solutions"),
                          ({"rubric": rubric(), "solutions": [{"files": []}]}, "/solutions/0/name"),
                          ({"rubric": rubric(), "solutions": [{"name": "a", "files": [{"name": "a.py"}]}]},
                           "/solutions/0/files/0"), ({"rubric": 5}, "/rubric"), ({"frob": 1}, "/frob")):
        assert mutate(422, **body)["errors"][0]["pointer"] == pointer, body
    assert service.stop() == 0


def a_schedule_is_run_again_from_its_seed(folder):
    service = Service(folder / "data").ready()
    racy = SOURCE / "rubrics/catalog/shared-counter/mistakes/unlocked.c"
    draft = json.loads((SOURCE / "rubrics/catalog/shared-counter/rubric.json").read_text())
    draft["values"] = [dict(value, seed=SEED_OF_RUBRIC) for value in draft["values"]]
    status, body = service.call("PUT", "/v1/rubrics/shared-counter", json.dumps(draft), {"If-Match": "*"})
    assert status == 200, body
    status, grade = service.done(*service.call("POST", "/v1/submissions?rubric=shared-counter&wait=60",
                                               racy.read_bytes(), {"Content-Type": "text/x-c"}))
    lost = [o for v in grade["values"] for o in v["outcomes"] if o["value"] != v["expected"]]
    assert status == 200 and lost and all(o["seed"] >= SEED_OF_RUBRIC for o in lost), grade["values"]

    def replay(seed):
        return service.done(*service.call("POST", f"/v1/submissions/{grade['id']}/replay?seed={seed}&wait=60"))

    for _ in range(2): # the same each time
        status, again = replay(lost[0]["seed"])
        seen = [v for v in again["values"] if v["outcomes"]][0]
        assert status == 200 and [o["value"] for o in seen["outcomes"]] == [lost[0]["value"]], seen
        assert seen["witness"]["seed"] == lost[0]["seed"] and seen["witness"]["steps"], seen
    status, again = replay(SEED_OF_RUBRIC - 1)
    unknown = [why for value in again["values"] for why in value["unknown"]]
    assert status == 200 and any("none of the schedules" in why for why in unknown), unknown
    for query, expect in (("", 400), ("?seed=0", 400), ("?seed=x", 400)):
        assert service.call("POST", f"/v1/submissions/{grade['id']}/replay{query}")[0] == expect, query
    assert service.call("POST", f"/v1/submissions/sub_{'0' * 26}/replay?seed=1")[0] == 404
    grade = service.post(RIGHT.read_bytes(), wait=60)[1] # by a rubric without values
    status, refused = replay(1)
    assert status == 422 and "The rubric 'pipe-hello' names no values" in refused["detail"], refused
    assert service.stop() == 0


def a_class_is_seen_at_one_glance(folder):
    service = Service(folder / "data").ready()
    stuck = EXERCISE / "mistakes/reader_keeps_write_end.c"
    hand_in(service, [MISTAKES[0], RIGHT])
    for student in ("=1-cmd!A0", "two"): # the same knot, tied by two
        service.post(stuck.read_bytes(), wait=60, student=student)
    service.post(RIGHT.read_bytes(), wait=60, student=MISTAKES[0].stem) # who mended it
    seen = json.loads(service.call("GET", "/v1/rubrics/pipe-hello/statistics")[1])
    assert seen["count"] == 4 and seen["complete"], seen
    assert json.loads(service.call("GET", "/v1/rubrics/pipe-hello/statistics?attempts=all")[1])["count"] == 5
    ends = [c for c in seen["criteria"] if c["id"] == "ends"][0]
    assert (ends["count"], ends["full"], ends["none"], ends["mean_share"]) == (4, 2, 2, 0.5), ends
    assert seen["scores"][3] == 2 and seen["scores"][9] == 2, seen["scores"]
    found = {f["code"]: f["submissions"] for f in seen["findings"]}
    assert found["deadlock"] == 2 and found["pipe-end-left-open"] == 2, found
    assert len(seen["deadlocks"]) == 1 and seen["deadlocks"][0]["kind"] == "self-held-end"
    assert [s["student"] for s in seen["deadlocks"][0]["submissions"]] == ["two", "=1-cmd!A0"]

    status, text = service.call("GET", "/v1/rubrics/pipe-hello/submissions.csv?attempts=all")
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    assert status == 200 and len(rows) == 5
    assert [r["score"] for r in rows] == ["100.00", "30.00", "30.00", "100.00", "30.00"], rows
    assert rows[2]["student"] == "'=1-cmd!A0", "no spreadsheet runs it"
    assert (rows[1]["ends"], rows[0]["ends"]) == ("0.00", "20.00")

    grade = service.post(stuck.read_bytes(), wait=60)[1]
    results = json.loads(service.call("GET", f"/v1/submissions/{grade['id']}/results.json")[1])
    assert results["score"] == 30.0 and len(results["tests"]) == len(grade["criteria"])
    end = [t for t in results["tests"] if t["number"] == "ends"][0]
    assert (end["status"], end["score"], end["max_score"], end["visibility"]) == ("failed", 0.0, 20.0, "visible")
    assert "child 2 waits in fscanf() at line 22" in end["output"] and "Fix: Close the write end" in end["output"], end
    assert service.call("GET", "/v1/rubrics/none/statistics")[0] == 404
    assert service.call("GET", "/v1/rubrics/pipe-hello/statistics?attempts=few")[0] == 400
    assert service.stop() == 0


if __name__ == "__main__":
    run_tests([a_schedule_is_run_again_from_its_seed,
               mistakes_in_solutions_are_noticed_or_listed,
               a_class_is_seen_at_one_glance,
               a_preview_from_evidence_is_what_a_regrade_gives,
               what_the_evidence_does_not_say_is_unknown_until_it_is_run,
               files_that_came_out_stay_in_the_evidence,
               some_are_regraded_and_sample_code_is_tried,
               a_request_that_makes_no_sense_is_refused_where_it_does_not])
