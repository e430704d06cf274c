#!/usr/bin/env python3
# cli.py -- `bothends rubric validate` and `rubric test`: what they print, and when they say that something is wrong.
"""Usage: cli.py BOTHENDS. Works in a folder of its own that it removes."""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BOTHENDS = sys.argv[1]
RUBRIC = {
    "schema": "bothends.rubric/1", "id": "greet", "title": "Greet", "max_points": 1000,
    "limits": {"cpu_s": 1, "wall_s": 2},
    "cases": [{"id": "run", "expect": {"stdout": {"text": "hi"}}}],
    "criteria": [{"id": "compiles", "title": "C", "check": "compiles", "points": 400},
                 {"id": "output", "title": "O", "check": "stdout", "points": 600}]}
RIGHT = '#include <stdio.h>\nint main(void)\n{\n    puts("hi");\n}\n'
WRONG = RIGHT.replace("hi", "ho")
EXPECT = {
    "schema": "bothends.expect/1",
    "programs": [
        {"path": "solutions/one.c", "status": "graded", "points": 1000, "findings": []},
        {"path": "solutions/two", "status": "graded", "points": 1000,
         "criteria": {"output": {"passed": True, "points": 600}}, "findings": []},
        {"path": "mistakes/ho.c", "status": "graded", "points": 400,
         "criteria": {"compiles": {"passed": True, "points": 400}, "output": {"passed": False, "points": 0}},
         "findings": ["wrong-stdout"], "says": ["The output is not what was expected."]}]}
faults = 0


def check(name, ok, said):
    global faults
    if not ok:
        faults += 1
        print(f"{name}: {said}")


def bothends(*args):
    run = subprocess.run([BOTHENDS, "rubric", *map(str, args)], capture_output=True, text=True, timeout=120)
    return run.returncode, run.stdout, run.stderr


def exercise(folder, rubric=RUBRIC, expect=EXPECT, files=()):
    """Writes the exercise anew; files: path -> text on top, None: without it."""
    programs = {"solutions/one.c": RIGHT,
                "solutions/two/main.c": 'int greet(void);\nint main(void)\n{\n    greet();\n}\n',
                "solutions/two/greet.c": RIGHT.replace("main(void)", "greet(void)").replace(
                    "}", "    return 0;\n}").replace("int greet", "int greet(void);\nint greet"),
                "mistakes/ho.c": WRONG}
    programs.update({"rubric.json": json.dumps(rubric), "expect.json": json.dumps(expect)})
    programs.update(files)
    for path, text in programs.items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
    return folder / "rubric.json"


def changed(change):
    expect = copy.deepcopy(EXPECT)
    change(expect["programs"])
    return expect


def test_validate(folder):
    good = exercise(folder / "good")
    bad = exercise(folder / "bad", rubric={**RUBRIC, "max_points": 999, "x\u001b": 1})
    status, out, _ = bothends("validate", "--text", good)
    check("a valid rubric", (status, out) == (0, f"{good}: valid\n"), out)
    status, out, _ = bothends("validate", "--text", good, bad)
    check("a fault is said as compilers do",
          status == 1 and f"{bad}:1:66: /max_points: the points of the criteria add up to 1000 (10.00)" in out, out)
    check("no control characters", "\x1b" not in out, out)
    status, out, _ = bothends("validate", bad)
    file = json.loads(out)["files"][0]
    check("faults as JSON", status == 1 and not file["valid"] and file["file"] == str(bad) and
          sorted(file["errors"][0]) == ["column", "detail", "line", "pointer"], out)
    big = folder / "big.json"
    big.write_text(" " * (1 << 20) + "{}")
    status, out, _ = bothends("validate", "--text", big)
    check("too big", (status, out) == (1, f"{big}:1:1: a rubric is at most 1 MiB\n"), out)
    for name, args in [("no file", ["validate"]), ("no subcommand", []), ("another subcommand", ["lint", good]),
                       ("an unknown flag", ["validate", "--frob", good]),
                       ("an absent file", ["validate", folder / "x"]),
                       ("stdin makes no sense", ["test", "--stdin", "x", good])]:
        status, out, err = bothends(*args)
        check(name, status == 2 and out == "" and err.startswith("bothends: "), (status, out, err))


def test_test(folder):
    def run(name, **parts):
        status, out, err = bothends("test", "--text", exercise(folder / name.replace(" ", "_"), **parts))
        return status, out + err

    status, out = run("as labelled")
    check("as labelled", status == 0 and "3 programs, 0 wrong, 0 faults" in out, out)
    wrong = [
        ("other points", lambda p: p[2].update(points=500), "points: 4.00, expected 5.00"),
        ("another status", lambda p: p[2].update(status="compile_error"), "status: graded, expected compile_error"),
        ("a criterion", lambda p: p[1]["criteria"]["output"].update(points=599),
         "criterion output: passed with 6.00, expected passed with 5.99"),
        ("a finding less", lambda p: p[2].update(findings=[]), "findings: wrong-stdout, expected none"),
        ("a finding more", lambda p: p[2].update(findings=["crash", "wrong-stdout"]), "expected crash, wrong-stdout"),
        ("a finding twice", lambda p: p[2].update(findings=["wrong-stdout"] * 2),
         "findings: wrong-stdout, expected wrong-stdout, wrong-stdout"),
        ("a sentence that is not said", lambda p: p[2].update(says=["Well done."]), "nobody is told: Well done."),
        ("unlisted", lambda p: p.pop(), "/programs: 'mistakes/ho.c' is not listed"),
        ("an unknown criterion", lambda p: p[2]["criteria"].update(outptu={"passed": True, "points": 1}),
         "/programs/2/criteria/outptu: the rubric has no criterion 'outptu'; did you mean 'output'?"),
        ("an unknown code", lambda p: p[2].update(findings=["wrong-stdot"]), "did you mean 'wrong-stdout'?"),
        ("an unknown key", lambda p: p[2].update(max_notes=1), "/programs/2/max_notes: unknown key"),
        ("a path outside", lambda p: p[2].update(path="mistakes/../x.c"), "/programs/2/path"),
        ("a program twice", lambda p: p.append(p[0]), "/programs/3/path"),
    ]
    for name, change, says in wrong:
        status, out = run(name, expect=changed(change))
        check(name, status == 1 and says in out, (status, out))
    lost = changed(lambda p: p[0].update(points=400, findings=["wrong-stdout"]))
    status, out = run("a solution that loses points", expect=lost, files={"solutions/one.c": WRONG})
    check("a solution that loses points", status == 1 and "a solution has all 10.00" in out and
          "a solution has none" in out, out)
    status, out = run("findings that are not compared", expect={**changed(lambda p: p[2].update(findings=["crash"])),
                                                                  "without": ["crash", "wrong-stdout"]})
    check("findings that are not compared", status == 0, out)
    status, out = run("a fault in the rubric", rubric={**RUBRIC, "max_points": 1})
    check("a fault in the rubric", status == 1 and re.search(r"rubric\.json:1:\d+: /max_points", out), out)
    for name, files in [("no expect.json", {"expect.json": None}), ("an absent program", {"mistakes/ho.c": None})]:
        status, out = run(name, files=files)
        check(name, status == 2 and out.startswith("bothends: "), (status, out))


with tempfile.TemporaryDirectory(prefix="bothends-cli-") as made:
    test_validate(pathlib.Path(made) / "v")
    test_test(pathlib.Path(made) / "t")
print(f"{faults} faults")
sys.exit(1 if faults else 0)
