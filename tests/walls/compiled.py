# compiled.py -- small test programs, compiled once for all tests of a build, and again only when they changed.
import concurrent.futures
import fcntl
import os
import pathlib
import subprocess

FLAGS = ["-D_GNU_SOURCE", "-O1", "-w", "-pthread"]


def compile_all(sources, out, *flags, own=None, depends=()):
    """Each source as out/NAME. own: more flags for some names; depends: what else they follow from."""
    newest = max(pathlib.Path(path).stat().st_mtime for path in [__file__, *depends])
    out.mkdir(parents=True, exist_ok=True)

    def one(source):
        program = out / source.stem
        if program.exists() and program.stat().st_mtime > max(source.stat().st_mtime, newest):
            return
        part = out / f".{source.stem}"  # whole or absent, even if we are killed
        subprocess.run(["gcc", *FLAGS, *flags, source, "-o", part, *(own or {}).get(source.stem, [])], check=True)
        part.rename(program)

    with open(out / ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(one, sources))
