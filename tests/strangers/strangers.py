#!/usr/bin/env python3
# strangers.py -- programs that nobody tuned anything to get exactly the points that a reader of them gave.
"""Usage: strangers.py SOURCE_DIR BUILD_DIR [RUBRIC]. Grades each program of truth.json on the command line."""
import concurrent.futures
import json
import pathlib
import subprocess
import sys


def wanted(rubric, row):
    """criterion -> points in hundredths. What requires something that is lost, is lost with it."""
    loses, lost, points = row["loses"], set(), {}
    for c in rubric["criteria"]:
        without = bool(lost & set(c.get("requires", []))) or loses == "all"
        if without or c["id"] in loses:
            lost.add(c["id"])
        points[c["id"]] = 0 if without else loses.get(c["id"], c["points"])
    return points


def grade(source, build, row):
    """(row, what is wrong with its grade, or None)"""
    rubric_file = source / "rubrics/catalog" / row["rubric"] / "rubric.json"
    rubric = json.loads(rubric_file.read_text())
    path = source / "tests/strangers" / row["path"]
    files = sorted(path.glob("*.[ch]")) if path.is_dir() else [path]
    run = subprocess.run([build / "bothends", "grade", "--json", "-r", rubric_file, *files],
                         capture_output=True, text=True)
    if run.returncode != 0:
        return row, f"bothends grade ended with {run.returncode}: {run.stderr}"
    document = json.loads(run.stdout)
    status = "compile_error" if row["loses"] == "all" else "graded"
    if document["status"] != status:
        return row, f"status {document['status']}, not {status}"
    points = {c["id"]: round(c["points"] * 100) for c in document["criteria"]}
    wrong = [f"{name}: {points.get(name)} instead of {right}"
             for name, right in wanted(rubric, row).items() if points.get(name) != right]
    if not wrong:
        return row, None
    return row, "; ".join(wrong) + "\n" + "\n".join(f"    {f['code']}: {f['message']}" for f in document["findings"])


def main():
    source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rows = json.loads((source / "tests/strangers/truth.json").read_text())["programs"]
    rows = [row for row in rows if len(sys.argv) < 4 or row["rubric"] == sys.argv[3]]
    failed = 0
    # Two at a time: many of them only wait for their limit.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for row, fault in pool.map(lambda row: grade(source, build, row), rows):
            failed += fault is not None
            if fault:
                print(f"FAILED: {row['path']}: {fault}")
    print(f"{len(rows) - failed} graded as labelled, {failed} not")
    return 1 if failed or not rows else 0


sys.exit(main())
