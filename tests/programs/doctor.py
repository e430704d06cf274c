#!/usr/bin/env python3
# doctor.py -- what `bothends doctor` says on hosts that lack something: namespaces, cgroups, /proc, the compiler.
"""Usage: doctor.py BUILD_DIR, as root: each host is made by taking away from this one, in namespaces or by a filter."""
import concurrent.futures
import ctypes
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1]).resolve()
SELF = pathlib.Path(__file__).resolve()
ORDINARY = 12371  # a uid that no other test has
CGROUPS = [line.split() for line in pathlib.Path("/proc/self/mounts").read_text().splitlines()]
CGROUPS = {point: set(options.split(",")) if kind == "cgroup" else {"v2"}
           for _, point, kind, options, *_ in CGROUPS if kind in ("cgroup", "cgroup2")}


def refuse_namespaces():
    """As Docker's own profile: EPERM from unshare and clone with such flags, ENOSYS from clone3."""
    load, equal, any_bit, answer = 0x20, 0x15, 0x45, 0x06
    new = 0x7E020000  # CLONE_NEWNS and its kin
    rows = [(load, 0, 0, 0), (equal, 4, 0, 272), (equal, 4, 0, 435), (equal, 0, 4, 56), (load, 0, 0, 16),
            (any_bit, 0, 2, new), (answer, 0, 0, 0x50001), (answer, 0, 0, 0x50026), (answer, 0, 0, 0x7FFF0000)]

    class Row(ctypes.Structure):
        _fields_ = [("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint)]

    class Program(ctypes.Structure):
        _fields_ = [("count", ctypes.c_ushort), ("rows", ctypes.c_void_p)]

    code = (Row * len(rows))(*(Row(*row) for row in rows))
    libc = ctypes.CDLL(None, use_errno=True)
    program = Program(len(rows), ctypes.addressof(code))
    if os.geteuid() != 0 and libc.prctl(38, 1, 0, 0, 0) != 0:  # no_new_privs: a root's capabilities are not the point
        raise OSError(ctypes.get_errno(), "no_new_privs")
    if libc.prctl(22, 2, ctypes.byref(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def only(controller):
    """Shell that leaves one cgroup hierarchy in view."""
    gone = [point for point, has in CGROUPS.items() if controller not in has]
    return "".join(f"umount {point} && " for point in sorted(gone, key=len, reverse=True))


# Host: shell that makes it, in a mount namespace; whether namespaces are refused; the uid; arguments; exit status;
# levels: how many of the 40 hold, or what a level that is not given says; facts and words that must be told.
HOSTS = [
    ("as it is", "", False, 0, [], 0, {"full": 40, "rootless": 40}, {}, []),
    ("for a user", "", False, ORDINARY, [], 0, {"full": "needs root", "rootless": 40}, {"cgroup": False},
     ["memory is added up every 10 ms", "User=root|--user 0"]),
    ("no namespaces", "", True, 0, [], 1,
     {"full": "mount namespace", "rootless": "user namespace", "minimal": 35},
     {"user-namespaces": False, "own-proc": False}, ["seccomp=docker/seccomp.json|RestrictNamespaces=no"]),
    ("no namespaces, and minimal will do", "", True, 0, ["--isolation", "minimal"], 0, {"minimal": 35}, {}, []),
    ("no namespaces, a user, and minimal will do", "", True, ORDINARY, ["--isolation", "minimal"], 0, {"minimal": 35},
     {"cgroup": False}, []),
    ("minimal, where more could be had", "", False, ORDINARY, ["--isolation", "minimal"], 0,
     {"rootless": 40, "minimal": 35}, {}, []),
    ("a part of /proc masked", "mount -t tmpfs none /proc/acpi 2>/dev/null || mount -t tmpfs none /proc/fs && ", False,
     ORDINARY, [], 1, {"rootless": "/proc", "minimal": 35}, {"user-namespaces": True, "own-proc": False},
     ["systempaths=unconfined|ProtectKernelTunables=no"]),
    ("no folder of cgroups", "mount -t tmpfs none /sys/fs/cgroup && ", False, 0, [], 0, {"full": 40, "rootless": 40},
     {"cgroup": False}, ["memory none"]),
    ("cgroups that nobody may write to", "".join(f"mount -o remount,bind,ro {point} && " for point in CGROUPS),
     False, 0, [], 0, {"full": 40}, {"cgroup": False}, ["memory none, cpu none, kill none"]),
    *[(f"only {controller} of all cgroups", only(controller), False, 0, [], 0, {"full": 40},
       {"cgroup": controller == "memory"}, [f"{use} {version}"])
      for controller, use, version in (("memory", "memory", "v1"), ("cpuacct", "cpu", "v1"), ("v2", "kill", "v2"),
                                       ("freezer", "memory", "none"))
      if any(controller in has for has in CGROUPS.values())],
    ("no compiler", "mount -t tmpfs none /usr/lib/gcc && ", False, 0, [], 1, {"full": 39},
     {"compiler": False}, ["apt-get install gcc libc6-dev"]),
]


def run(folder, shell, refused, uid, args):
    user = ["setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups"] if uid else []
    filtered = ["/usr/bin/python3", str(folder / SELF.name), "--refuse"] if refused else []
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", f'{shell}exec "$@"', "sh", *user, *filtered, folder / "bothends", "doctor",
         "--json", *args], capture_output=True, timeout=180, check=False)


def faults_of(folder, host):
    _, shell, refused, uid, args, status, levels, facts, words = host
    done = run(folder, shell, refused, uid, args)
    if done.returncode != status or not done.stdout:
        said = f"{done.stderr.decode()[:300]} {done.stdout.decode()[-600:]}"
        return [f"exit status {done.returncode}, not {status}: {said}"]
    document, found = json.loads(done.stdout), []
    told = {level["level"]: level for level in document["levels"]}
    for name, wanted in levels.items():
        level = told.get(name, {"given": False, "error": "not tried", "probes": [], "change": None})
        bad = [f"{probe['name']} {probe['result']} {probe['detail']}" for probe in level["probes"]
               if probe["result"] != "holds"]
        if isinstance(wanted, str):
            if level["given"] or wanted not in (level["error"] or "") or not level["change"]:
                found.append(f"{name}: {level['error']}, change {level['change']}")
        elif not level["given"] or len(level["probes"]) - len(bad) != wanted:
            found.append(f"{name}: {level['error']} {bad}")
        found += [f"{name}: {probe['name']} without a change" for probe in level["probes"]
                  if probe["result"] in ("fails", "lacks") and not probe["change"]]
    for fact in document["machine"]:
        free = uid or refused or (fact["name"] == "cgroup" and "memory" not in set().union(*CGROUPS.values()))
        if fact["good"] is not facts.get(fact["name"], fact["good"] if free else True):
            found.append(f"{fact}")
        if not fact["good"] and not fact["change"]:
            found.append(f"{fact['name']} without a change")
    text = done.stdout.decode()
    return found + [f"no word of {word}" for word in words if not any(one in text for one in word.split("|"))]


def run_minimal(folder):
    """A program is run at the level minimal where no more can be had and no less was asked for, and only then."""
    found = []
    rows = ((True, "minimal", "minimal"), (False, "minimal", "rootless"), (True, "rootless", None))
    for refused, least, wanted in rows:
        filtered = ["/usr/bin/python3", folder / SELF.name, "--refuse"] if refused else []
        done = subprocess.run(["setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups",
                               *filtered, folder / "bothends", "run", "--json", "--isolation", least, "--",
                               "/bin/true"], capture_output=True, timeout=180, check=False)
        got = json.loads(done.stdout)["isolation"]["level"] if done.returncode == 0 else None
        if got != wanted:
            found.append(f"{least} where namespaces are {'refused' if refused else 'allowed'}: {got}, {done.stderr!r}")
    return found


def main():
    if sys.argv[1] == "--refuse":
        refuse_namespaces()
        os.execvp(sys.argv[2], sys.argv[2:])
    wrong = 0
    with tempfile.TemporaryDirectory(dir="/var/tmp") as text:
        folder = pathlib.Path(text)
        folder.chmod(0o755)
        shutil.copy(SELF, folder)
        shutil.copytree(BUILD / "rubrics", folder / "rubrics")
        for program in BUILD.glob("bothends*"):
            if program.is_file():
                shutil.copy(program, folder)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for host, found in zip(HOSTS, pool.map(lambda host: faults_of(folder, host), HOSTS)):
                wrong += bool(found)
                print(f"{'FAIL' if found else 'ok  '} {host[0]}", *found, sep="\n     ", flush=True)
        found = run_minimal(folder)
        wrong += bool(found)
        print(f"{'FAIL' if found else 'ok  '} a run where minimal will do", *found, sep="\n     ")
    print(f"{len(HOSTS) + 1} hosts, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
