#!/usr/bin/env python3
# run.py -- runs each program of this folder through `bothends run --json` and compares with its expect.json.
"""Usage: run.py BUILD_DIR [NAME...]. expect.json is a part of the run report: what it names must be so, lists in full.
{"at_least": x, "at_most": y} bounds a number, {"length": n} a text. flags, args and stdin are how it is run."""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
KEYS = ["schema", "outcome", "exit_code", "signal", "wall_ms", "cpu_ms", "peak_memory_kib", "stdout", "stderr",
        "processes", "pipes", "deadlock", "findings", "isolation"]


def differences(want, got, at=""):
    if isinstance(want, dict) and set(want) & {"at_least", "at_most"}:
        ok = isinstance(got, (int, float)) and want.get("at_least", got) <= got <= want.get("at_most", got)
        return [] if ok else [f"{at} is {got}, not within {want}"]
    if isinstance(want, dict) and set(want) == {"length"}:
        ok = isinstance(got, str) and len(got) == want["length"]
        return [] if ok else [f"{at} is {len(got or '')} long, not {want['length']}"]
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return [f"{at} is {got!r}"]
        return [d for key in want for d in differences(want[key], got.get(key, "absent"), f"{at}/{key}")]
    if isinstance(want, list):
        if not isinstance(got, list) or len(got) != len(want):
            return [f"{at} is {json.dumps(got)[:600]}, not {len(want)} long"]
        return [d for i, item in enumerate(want) for d in differences(item, got[i], f"{at}/{i}")]
    return [] if want == got and type(want) is type(got) else [f"{at} is {got!r:.300}, not {want!r:.300}"]


def faults(folder, bothends, scratch):
    expect = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    program = scratch / folder.name
    subprocess.run(["gcc", "-O1", "-g", "-pthread", "-o", program, folder / "main.c"], check=True)
    command = [bothends, "run", "--json", *expect.pop("flags", [])]
    if "stdin" in expect:
        stdin = scratch / f"{folder.name}.stdin"
        stdin.write_text(expect.pop("stdin"), encoding="utf-8")
        command += ["--stdin", stdin]
    done = subprocess.run([*command, "--", program, *expect.pop("args", [])], capture_output=True, timeout=180,
                          stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        return [f"bothends run: exit status {done.returncode}: {done.stderr.decode(errors='replace')}"]
    report = json.loads(done.stdout.decode("utf-8"))
    found = [f"/{key} is missing" for key in KEYS if key not in report]
    if done.stderr:
        found.append(f"stderr of bothends: {done.stderr.decode(errors='replace')}")
    return found + differences({"schema": "bothends.run/1", **expect}, report)


def main():
    bothends = pathlib.Path(sys.argv[1]) / "bothends"
    names = sys.argv[2:] or sorted(path.parent.name for path in HERE.glob("*/main.c"))
    wrong = 0
    # Two at a time: many of them only wait.
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        all_found = pool.map(lambda name: faults(HERE / name, bothends, pathlib.Path(scratch)), names)
        for name, found in zip(names, all_found):
            wrong += bool(found)
            print(f"{'FAIL' if found else 'ok  '} {name}", *found, sep="\n     ")
    print(f"{len(names)} programs, {wrong} wrong")
    return 1 if wrong or not names else 0


sys.exit(main())
