#!/usr/bin/env python3
# test_tidy.py -- the rules see what they are there for: one bad file a rule, and a clean twin.
import pathlib
import subprocess
import sys
import tempfile

GOOD = ('/* a.c -- a test. */\n#include "sandbox/base/err.h"\n\n'
        "int f(void)\n{\n    return 1; /* strcpy( in a comment */\n}\n")
# name of the claim, path, text, what the message must say (None: no fault)
ROWS = [
    ("a clean file", "sandbox/a.c", GOOD, None),
    ("a missing first line", "sandbox/a.c", "int x;\n", "the first line is not"),
    ("another file's first line", "sandbox/b.c", GOOD, "the first line is not"),
    ("a long line", "sandbox/a.c", GOOD + "int " + "x" * 120 + ";\n", "columns"),
    ("a long function", "sandbox/a.c", GOOD + "int g(void)\n{\n" + "    f();\n" * 71 + "}\n", "function of 71 lines"),
    ("a function as long as may be", "sandbox/a.c", GOOD + "int g(void)\n{\n" + "    f();\n" * 70 + "}\n", None),
    ("a banned call", "sandbox/a.c", GOOD + "void g(char *p)\n{\n    strcpy(p, p);\n}\n", "strcpy() is banned"),
    ("a banned word in a string", "sandbox/a.c", GOOD + 'char s[] = "strcpy(";\n', None),
    ("a higher layer", "sandbox/a.c", GOOD + '#include "server/store.h"\n', "of a higher layer"),
    ("a lower layer", "server/a.c", GOOD + '#include "rubrics/rubric.h"\n', None),
    ("a program's header", "server/a.c", GOOD + '#include "server/http/request.h"\n', "belongs to a program"),
    ("a foreign header", "server/a.c", GOOD + "#include <sqlite3.h>\n", "is included outside"),
    ("a relative include", "sandbox/a.c", GOOD + '#include "err.h"\n', "not included from the root"),
    ("a wrong guard", "sandbox/a.h", "/* a.h -- a test. */\n#ifndef A_H\n#define A_H\n#endif\n", "include guard"),
    ("a word left behind", "sandbox/a.c", GOOD + "/* TO" + "DO */\n", "is left behind"),
    ("a stray file at the top", "a.txt", "text\n", "does not belong at the top"),
    ("blanks at the end", "sandbox/a.c", GOOD + "int x; \n", "blanks at the end"),
    ("a script without its line", "tests/a.py", "print(1)\n", "no line '# a.py -- purpose'"),
]


def main():
    tidy = pathlib.Path(__file__).with_name("tidy.py")
    failed = 0
    for claim, path, text, wanted in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "-q", folder], check=True)
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            run = subprocess.run([sys.executable, tidy, folder], capture_output=True, text=True)
        right = (run.returncode == 0) if wanted is None else (run.returncode == 1 and wanted in run.stdout)
        failed += not right
        print(f"{'ok' if right else 'FAILED'}: {claim}" + ("" if right else f"\n{run.stdout}"))
    print(f"{len(ROWS) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
