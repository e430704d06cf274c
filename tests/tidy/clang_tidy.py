#!/usr/bin/env python3
# clang_tidy.py -- clang-tidy over our C, each file once, however many programs it is compiled for.
"""Usage: clang_tidy.py SOURCE_DIR BUILD_DIR [FILE...]. BUILD_DIR has compile_commands.json, of clang."""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

OURS = re.compile(r"(sandbox|rubrics|server)/")


def check(entry):
    """None, or what clang-tidy says."""
    words = shlex.split(entry["command"])[1:]
    flags = words[:words.index("-o")]
    done = subprocess.run(["clang-tidy", "--quiet", entry["file"], "--", *flags], cwd=entry["directory"],
                          capture_output=True, text=True, check=False)
    return f"{entry['file']}:\n{done.stdout}{done.stderr}" if done.returncode != 0 else None


def main():
    source, build, *only = sys.argv[1:]
    commands = json.loads(pathlib.Path(build, "compile_commands.json").read_text(encoding="utf-8"))
    entries = {os.path.relpath(entry["file"], os.path.realpath(source)): entry for entry in reversed(commands)}
    # The longest first, so that no core is idle at the end.
    todo = sorted((entry for name, entry in entries.items() if (name in only if only else OURS.match(name))),
                  key=lambda entry: -os.path.getsize(entry["file"]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [said for said in pool.map(check, todo) if said]
    print(*found, f"{len(todo) - len(found)} files passed, {len(found)} failed", sep="\n")
    return 1 if found or not todo or len(todo) < len(only) else 0


sys.exit(main())
