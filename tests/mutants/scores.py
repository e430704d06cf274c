#!/usr/bin/env python3
# scores.py -- every rubric of the catalogue notices at least 95 % of the mistakes, and what it does not is explained.
# scores.py [ID...] [--write]: these, or all; --write puts what was found into rubrics/catalog/scores.json, which a
# service shows beside the rubrics from its first day, and the table of all into rubrics/catalog/README.md.
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(os.environ.get("BOTHENDS_SOURCE", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("BOTHENDS_BUILD", SOURCE / "build/release"))
CATALOG = SOURCE / "rubrics/catalog"
README, SCORES = CATALOG / "README.md", CATALOG / "scores.json"
AT_LEAST = 0.95
BEGIN, END = "<!-- scores: tests/mutants/scores.py --write -->\n", "<!-- end of scores -->\n"


def explanations():
    rows = json.loads((pathlib.Path(__file__).parent / "survivors.json").read_text())["survivors"]
    return {(r["rubric"], r["solution"], r["line"], r["kind"]): r["why"] for r in rows}


def mutate(name):
    command = [BUILD / "bothends", "rubric", "mutate", "--json", CATALOG / name / "rubric.json"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, (name, run.returncode, run.stderr)
    return json.loads(run.stdout)["rubrics"][0]


def look(name, why):
    seen = mutate(name)
    left = [(name, m["solution"].split("/")[-1], m["line"], m["kind"]) for m in seen["mutants"]
            if m["status"] == "survived"]
    unknown = [key for key in left if key not in why]
    stale = [key for key in why if key[0] == name and key not in left]
    failed = seen["score"] < AT_LEAST or bool(unknown)
    print(f"{'FAILED' if failed else 'ok'}: {name}: {100 * seen['score']:.1f} % ({seen['killed']} noticed, "
          f"{seen['survived']} not, {seen['equivalent']} run the same)", flush=True)
    for key in unknown:
        print("   not explained:", *key)
    for key in stale: # noticed meanwhile: no fault, but the explanation can go
        print("   explained, and noticed:", *key)
    return seen, left, failed


def digest(name):
    return hashlib.sha256((CATALOG / name / "rubric.json").read_bytes()).hexdigest()


def table(scores, why):
    out = "| exercise | noticed | not noticed | run the same | score |\n| --- | --- | --- | --- | --- |\n"
    for name, seen in scores.items():
        score = 100 * seen["killed"] / (seen["killed"] + seen["survived"])
        out += f"| `{name}` | {seen['killed']} | {seen['survived']} | {seen['equivalent']} | {score:.1f} % |\n"
    for (name, solution, line, kind), text in why.items():
        out += f"\n- `{name}`, `{kind}` at line {line} of `{solution}`: {text}\n"
    return out


def write(rows, everything, why):
    scores = json.loads(SCORES.read_text()) if SCORES.exists() else {}
    for name, (seen, _, _) in rows.items():
        scores[name] = {"rubric_sha256": digest(name)} | {k: seen[k] for k in ("killed", "survived", "equivalent")}
    scores = {name: scores[name] for name in everything if name in scores}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(score)}" for name, score in scores.items())
    SCORES.write_text(f"{{\n{lines}\n}}\n")
    text = README.read_text()
    head, tail = text.index(BEGIN) + len(BEGIN), text.index(END)
    README.write_text(text[:head] + table(scores, why) + text[tail:])


def main():
    names = [a for a in sys.argv[1:] if not a.startswith("--")]
    everything = sorted(p.parent.name for p in CATALOG.glob("*/rubric.json"))
    assert set(names) <= set(everything), names
    why = explanations()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wanted = names or everything
        rows = dict(zip(wanted, pool.map(lambda name: look(name, why), wanted)))
    if "--write" in sys.argv:
        write(rows, everything, why)
    failed = sum(row[2] for row in rows.values())
    print(f"{len(rows) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
