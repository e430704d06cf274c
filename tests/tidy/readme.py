#!/usr/bin/env python3
# readme.py -- the output shown in README.md is what the programs print.
"""Usage: readme.py SOURCE_DIR BUILD_DIR. Each ``` block that begins with '$ build/release/bothends ...' is run, with
--text, and must print the block's lines in its order, one right after the other."""
import pathlib
import re
import shlex
import subprocess
import sys


def main():
    source, build = map(pathlib.Path, sys.argv[1:3])
    blocks = re.findall(r"^```\n\$ build/release/(bothends [^\n]*)\n(.*?)^```$", (source / "README.md").read_text(),
                        re.M | re.S)
    wrong = 0
    for command, shown in blocks:
        words = shlex.split(command)
        run = subprocess.run([build / words[0], words[1], "--text", *words[2:]], cwd=source, capture_output=True,
                             text=True)
        if shown not in run.stdout:
            wrong += 1
            print(f"FAILED: {command}\n--- README.md shows\n{shown}--- it prints\n{run.stdout}{run.stderr}")
    print(f"{len(blocks) - wrong} passed, {wrong} failed")
    return 1 if wrong or not blocks else 0


sys.exit(main())
