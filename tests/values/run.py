#!/usr/bin/env python3
# run.py -- each program of this folder through `bothends check`: exact findings and lines, outcomes, replays.
"""Usage: run.py BUILD_DIR [NAME...]. Where a program has a rubric.json, `bothends grade` is asked. Of expect.json:
findings are all of the families values, deadlock and sleep-as-synchronisation, each with code, severity and, where
given, variable, lines (marks `// @mark` in main.c, all of them and no others), says and hint (pieces of the message and
of the hint), seed and again (its seed shows it again).
values are named ones with race_free, complete, schedules, incomplete (all the reasons why not), lines_in_any_order,
outcomes (as a set), witness (marks of all its steps), steps (what they do, among others) and story (all of them, in
order, each with its mark); unknown is a piece of what is said not to be known; notes: findings of severity note are not
looked at; no_schedules: none was run; seeds: what is not known when that one alone is asked for, which no report
named."""
import concurrent.futures
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CODES = {"data-race", "outcome-varies", "wrong-outcome", "value-not-shared", "lock-not-shared", "lock-misuse",
         "leftover-ipc", "too-strong", "only-on-x86", "benign-idiom", "deadlock",
         "sleep-as-synchronisation", "memory-error"}


def check(bothends, source, *flags):
    rubric = source.parent / "rubric.json"
    how = ["grade", "-r", rubric] if rubric.exists() else ["check"]
    others = sorted(path for path in source.parent.glob("*.[ch]") if path != source)
    done = subprocess.run([bothends, *how, "--json", *flags, source, *others], capture_output=True, text=True,
                          check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{source}: exit status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def marks_of(source):
    lines = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if "// @" in line:
            lines[line.split("// @")[1].strip()] = number
    return lines


def finding_faults(want, got, marks):
    out = [f"{key} is {got.get(key)!r}, not {want[key]!r}" for key in ("code", "severity", "variable")
           if key in want and got.get(key) != want[key]]
    if "lines" in want and {p["line"] for p in got["where"]} != {marks[m] for m in want["lines"]}:
        out.append(f"{want['code']} is at {[p['line'] for p in got['where']]}, not at {want['lines']}")
    if "says" in want and want["says"] not in got["message"]:
        out.append(f"{want['code']} says '{got['message']}'")
    if "hint" in want and want["hint"] not in got["hint"]:
        out.append(f"{want['code']} is to be mended so: '{got['hint']}'")
    if "seed" in want and ("seed" in got) != want["seed"]:
        out.append(f"{want['code']} has seed {got.get('seed')}")
    return out


def value_faults(name, want, got, marks):
    told = ("race_free", "complete", "lines_in_any_order", "schedules")
    out = [f"{name}: {key} is {got.get(key)!r}, not {want[key]!r}" for key in told
           if key in want and got.get(key) != want[key]]
    reasons = [why["reason"] for why in got["incomplete"]]
    if reasons != want.get("incomplete", reasons) or got["complete"] != (not reasons):
        out.append(f"{name}: is {'' if got['complete'] else 'not '}complete, for the reasons {reasons}")
    outcomes = sorted(o["value"] for o in got["outcomes"])
    if "outcomes" in want and outcomes != sorted(want["outcomes"]):
        out.append(f"{name}: ends with {outcomes}, not {sorted(want['outcomes'])}")
    if sum(o["count"] for o in got["outcomes"]) != got["schedules"]:
        out.append(f"{name}: the outcomes do not add up to {got['schedules']} schedules")
    if "steps" in want:
        steps = {s["does"] for s in (got["witness"] or {"steps": []})["steps"]}
        if not set(want["steps"]) <= steps:
            out.append(f"{name}: the witness says {steps}")
    if "story" in want:
        names = {line: mark for mark, line in marks.items()}
        seen = [(s, s["at"] and s["at"]["line"]) for s in (got["witness"] or {"steps": []})["steps"]]
        story = [f"{s['process']}: {s['does']}" + (f" @{names.get(line, line)}" if line else "") for s, line in seen]
        out += [] if story == want["story"] else [f"{name}: the witness tells {story}"]
    if "witness" in want:
        lines = {s["at"]["line"] for s in (got["witness"] or {"steps": []})["steps"] if s["at"]}
        if not {marks[m] for m in want["witness"]} <= lines:
            out.append(f"{name}: the witness stands at lines {lines}")
    return out


class Replays:
    """What the seeds of a program show; several values and findings may have one in common."""

    def __init__(self, bothends, source):
        self.bothends, self.source, self.shown = bothends, source, {}

    def of(self, seed, times=1):
        shown = self.shown.setdefault(str(seed), [])
        shown += [check(self.bothends, self.source, "--seed", str(seed)) for _ in range(times - len(shown))]
        return shown[:times]


def replay_faults(replays, values):
    """Each outcome's seed brings it back, the same way each time."""
    out = []
    for name, value in values.items():
        for nth, outcome in enumerate(value["outcomes"][:2]):
            again = [grade["values"] for grade in replays.of(outcome["seed"], 2 - nth)]
            if again[0] != again[-1]:
                out.append(f"seed {outcome['seed']} does not do the same twice")
            seen = [v for v in again[0] if v["name"] == name]
            if not seen or [o["value"] for o in seen[0]["outcomes"]] != [outcome["value"]]:
                out.append(f"{name}: seed {outcome['seed']} ends with {seen and seen[0]['outcomes']}, "
                           f"not {outcome['value']!r}")
    return out


def again_faults(replays, want, found):
    """The seed of a finding brings it back, at the same lines."""
    out = []
    for finding in (f for w, f in zip(want, found) if "again" in w):
        seen = replays.of(finding["seed"])[0]
        same = [f for f in seen["findings"] if all(f.get(k) == finding.get(k) for k in ("code", "where", "seed"))]
        if len(same) != 1 or [v["schedules"] for v in seen["values"]] != [1] * len(seen["values"]):
            out.append(f"seed {finding['seed']} shows {[(f['code'], f['message']) for f in seen['findings']]}")
    return out


def seed_faults(replays, seeds):
    out = []
    for seed, wanted in seeds.items():
        unknown = [u for v in replays.of(seed)[0]["values"] for u in v["unknown"]]
        if set(unknown) != ({wanted} if wanted else set()):
            out.append(f"seed {seed}: not known is {unknown}")
    return out


def faults(folder, bothends):
    expect = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    source = folder / "main.c"
    marks = marks_of(source)
    grade = check(bothends, source)
    got = [f for f in grade["findings"] if f["code"] in CODES and not ("notes" in expect and f["severity"] == "note")]
    got = [f for f in got if "run" not in f]
    out = []
    if [f["code"] for f in got] != [f["code"] for f in expect["findings"]]:
        out.append(f"found {[(f['code'], f['severity'], f['message'][:90]) for f in got]}")
    else:
        for want, found in zip(expect["findings"], got):
            out += finding_faults(want, found, marks)
    values = {v["name"]: v for v in grade["values"]}
    for name, want in expect["values"].items():
        out += value_faults(name, want, values[name], marks) if name in values else [f"no value {name}: {list(values)}"]
    if "no_schedules" in expect and values:
        out.append(f"has the values {list(values)}")
    unknown = " ".join(u for v in grade["values"] for u in v["unknown"])
    if ("unknown" in expect) != bool(unknown) or expect.get("unknown", "") not in unknown:
        out.append(f"not known: '{unknown}'")
    replays = Replays(bothends, source)
    if not out:
        out += again_faults(replays, expect["findings"], got)
        out += seed_faults(replays, expect.get("seeds", {}))
    if not out and not unknown:
        out += replay_faults(replays, values)
    return out


def main():
    bothends = pathlib.Path(sys.argv[1]) / "bothends"
    names = sys.argv[2:] or sorted(path.parent.name for path in HERE.glob("*/main.c"))
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, found in zip(names, pool.map(lambda name: faults(HERE / name, bothends), names)):
            wrong += bool(found)
            print(f"{'FAIL' if found else 'ok  '} {name}", *found, sep="\n     ")
    print(f"{len(names)} programs, {wrong} wrong")
    return 1 if wrong or not names else 0


sys.exit(main())
