#!/usr/bin/env python3
# clang_tidy.py -- clang-tidy over our C, each file once; one that passed is looked at again when something changed.
"""Usage: clang_tidy.py SOURCE_DIR BUILD_DIR [FILE...]. BUILD_DIR has compile_commands.json, of clang.
What passed is kept as an empty file in $XDG_CACHE_HOME/bothends-tidy (~/.cache). Its name is a digest of all that the
answer follows from: clang-tidy, .clang-tidy, the command, and the content of every file that is read."""
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

OURS = re.compile(r"(sandbox|rubrics|server)/")
KEPT_DAYS = 30


@functools.cache
def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def flags_of(entry):
    """Without the compiler, -o OBJECT and -c FILE."""
    words = shlex.split(entry["command"])[1:]
    return words[:words.index("-o")]


def name_of(entry, source, about):
    """What is kept when it has passed: the same in every folder."""
    folder = entry["directory"]
    read = subprocess.run(["clang", *flags_of(entry), "-M", entry["file"]], cwd=folder, check=True, capture_output=True,
                          text=True).stdout
    files = read.partition(":")[2].replace("\\\n", " ").split()
    words = [about, *flags_of(entry), entry["file"]]
    words += [f"{path} {digest(os.path.join(folder, path))}" for path in files]
    return hashlib.sha256("\n".join(words).replace(f"{folder}/", "").replace(source, "").encode()).hexdigest()


def check(entry, source, about, kept):
    """None, or what clang-tidy says."""
    passed = kept / name_of(entry, source, about)
    if passed.exists():
        passed.touch()
        return None
    done = subprocess.run(["clang-tidy", "--quiet", entry["file"], "--", *flags_of(entry)], cwd=entry["directory"],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"{entry['file']}:\n{done.stdout}{done.stderr}"
    passed.touch()
    return None


def main():
    source, build, *only = sys.argv[1:]
    source = os.path.realpath(source)
    commands = json.loads(pathlib.Path(build, "compile_commands.json").read_text(encoding="utf-8"))
    entries = {os.path.relpath(entry["file"], source): entry for entry in reversed(commands)}
    entries = {name: entry for name, entry in entries.items() if (name in only if only else OURS.match(name))}
    kept = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache", "bothends-tidy")
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
            old.unlink(missing_ok=True)
    about = subprocess.run(["clang-tidy", "--version"], check=True, capture_output=True, text=True).stdout
    about += pathlib.Path(source, ".clang-tidy").read_text(encoding="utf-8")
    # The longest first, so that no core is idle at the end.
    todo = sorted(entries.values(), key=lambda entry: -os.path.getsize(entry["file"]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [said for said in pool.map(lambda entry: check(entry, source, about, kept), todo) if said]
    print(*found, f"{len(todo) - len(found)} files passed, {len(found)} failed", sep="\n")
    return 1 if found or not todo or len(todo) < len(only) else 0


sys.exit(main())
