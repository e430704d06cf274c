#!/usr/bin/env python3
# waits.py -- programs that get stuck, and programs that only look it, come to exactly what a reader of them said.
"""Usage: waits.py SOURCE_DIR BUILD_DIR [WORD]. Runs each program of waits.json (with WORD in its path)."""
import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ENDS = {"pipe-end-left-open": "left", "pipe-end-open-at-exit": "exit"}


def stuck(row, source, report):
    """what the deadlock says otherwise than its label"""
    if report["outcome"] != "deadlock":
        return [f"outcome {report['outcome']}, not deadlock"]
    said = [(w["process"], w.get("fd"), (w.get("at") or {}).get("line")) for w in report["deadlock"]["waits"]]
    wrong, left = [], list(said)
    for process, fd, text in row["stuck"]:
        fits = [s for s in left if s[0] == process and (fd is None or s[1] == fd) and
                (text is None or (s[2] and text in source[s[2] - 1]))]
        if fits:
            left.remove(fits[0])
        else:
            wrong.append(f"nobody waits as {process} at fd {fd} in {text!r}: {said}")
    if left and not row.get("stuck_more"):
        wrong.append(f"who else is stuck: {left}")
    kind = report["deadlock"]["kind"]
    if kind not in row.get("kinds", [kind]):
        wrong.append(f"kind {kind}, not {row['kinds']}")
    found = [f for f in report["findings"] if f["code"] == "deadlock"]
    if len(found) != row.get("deadlocks", 1):
        wrong.append(f"{len(found)} deadlocks: {[f['message'] for f in found]}")
    hints = " ".join(f["hint"] for f in found)
    messages = " ".join(f["message"] for f in found)
    return wrong + [f"{word!r} is not in {text!r}" for key, text in (("fix", hints), ("says", messages))
                    for word in row.get(key, []) if not re.search(word, text)]


def innocent(row, _, report):
    want = row.get("outcome", "exited")
    if report["outcome"] != want or (want == "exited" and report["exit_code"] != 0):
        return [f"outcome {report['outcome']} {report['exit_code']}, not {want}"]
    return []


def leftovers(row, report):
    """ends that were missed or invented, other findings"""
    said = collections.Counter(f"{f['process']} {f['fd']} {ENDS[f['code']]}" for f in report["findings"]
                               if f["code"] in ENDS)
    want = collections.Counter(row["ends"])
    other = sorted(f"{f['code']} {f['process']}" for f in report["findings"] if f["code"] not in {*ENDS, "deadlock"})
    missed, invented = want - said, said - want - collections.Counter(row.get("ends_optional", []))
    wrong = []
    if (missed or invented) and not row.get("ends_any"):
        wrong.append(f"ends missed {sorted(missed)}, invented {sorted(invented)}")
    if other != row.get("other", []) and not row.get("other_any"):
        wrong.append(f"also found {other}")
    return wrong


def judge(source_dir, bothends, scratch, row):
    path = source_dir / "tests/strangers" / row["path"]
    program = scratch / path.stem
    subprocess.run(["gcc", "-O1", "-g", "-w", "-pthread", "-o", program, path, "-lrt"], check=True)
    run = subprocess.run([bothends, "run", "--json", "--", program], capture_output=True, timeout=180, check=False,
                         stdin=subprocess.DEVNULL)
    if run.returncode != 0:
        return row, [f"bothends run ended with {run.returncode}: {run.stderr.decode()}"]
    report = json.loads(run.stdout)
    check = stuck if path.parent.name == "stuck" else innocent
    return row, check(row, path.read_text(encoding="utf-8").splitlines(), report) + leftovers(row, report)


def main():
    source_dir, bothends = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "bothends"
    rows = json.loads((source_dir / "tests/strangers/waits.json").read_text(encoding="utf-8"))["programs"]
    rows = [row for row in rows if len(sys.argv) < 4 or sys.argv[3] in row["path"]]
    failed = 0
    # Two at a time: most of them only wait.
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        for row, wrong in pool.map(lambda row: judge(source_dir, bothends, pathlib.Path(scratch), row), rows):
            failed += bool(wrong)
            if wrong:
                print(f"FAILED: {row['path']}:", *wrong, sep="\n    ")
    print(f"{len(rows) - failed} as labelled, {failed} not")
    return 1 if failed or not rows else 0


sys.exit(main())
