# profile.py -- docker/seccomp.json allows what the walls need and what they allow, and nothing that is an attack's.
#
# A container's profile lies over every filter of ours: a call that sandbox/policy/calls.c allows and the profile does
# not would fail in a container only, and read there like a fault of the student's.
import ctypes
import json
import os
import pathlib
import re
import sys

SOURCE = pathlib.Path(os.environ["BOTHENDS_SOURCE"])
POLICY = SOURCE / "sandbox/policy/calls.c"
# The probe attacks: what it names is meant to fail. machine.c only asks what there is.
PROGRAMS = [path for folder in ("sandbox", "server") for path in sorted((SOURCE / folder).rglob("*.c"))
            if path.name not in ("probe.c", "compile.c", "calls.c")]
NEVER = """keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register userfaultfd clone3 vmsplice
 adjtimex clock_adjtime modify_ldt lookup_dcookie move_pages migrate_pages uselib vhangup name_to_handle_at
 process_madvise nfsservctl""".split()

seccomp = ctypes.CDLL("libseccomp.so.2")


def is_known(call):
    """Is this the name of a system call of any architecture, for the libseccomp of this machine?"""
    return seccomp.seccomp_syscall_resolve_name(call.encode()) != -1


def is_here(call):
    """Is it one of this architecture? Others have numbers below -1."""
    return seccomp.seccomp_syscall_resolve_name(call.encode()) >= 0


def without_comments(text):
    return re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)


def words(text):
    return set(re.findall(r'"([a-z][a-z0-9_]*)"', text))


def policy_tables():
    """The calls in calls.c's tables: allowed and by_value, forbidden."""
    text = without_comments(POLICY.read_text())
    table = {name: text[text.index(f"{name}_calls[] = "):].split("\n};")[0]
             for name in ("allowed", "ending", "value", "flag")}
    # A row of allowed or ending is {policies, "reason", {calls}}: only the innermost braces hold calls.
    inner = {name: words(" ".join(re.findall(r"\{([^{}]*)\}", table[name]))) for name in ("allowed", "ending")}
    checked = set(re.findall(r'\{\w+,\s*"(\w+)"', table["value"] + table["flag"]))
    return inner["allowed"] | checked, inner["ending"]


def calls_of_programs():
    """System calls made by name: call(...), or syscall(SYS_call, ...). Declared functions of ours do not count."""
    found = {}
    for path in PROGRAMS:
        text = re.sub(r'"(\\.|[^"\\])*"', '""', without_comments(path.read_text()))
        own = set(re.findall(r"^static [\w *]*?(\w+)\(", text, flags=re.M)) # functions of its own by such a name
        called = set(re.findall(r"(?<![.>\w])([a-z][a-z0-9_]*)\(", text)) - own
        for call in [*called, *re.findall(r"\(SYS_(\w+)", text)]:
            if is_here(call):
                found.setdefault(call, path.relative_to(SOURCE))
    return found


def main():
    profile = json.loads((SOURCE / "docker/seccomp.json").read_text())
    allow, trace = ([name for group in profile["syscalls"] if group["action"] == action for name in group["names"]]
                    for action in ("SCMP_ACT_ALLOW", "SCMP_ACT_TRACE"))
    student, forbidden = policy_tables()
    programs = calls_of_programs()
    # What no longer finds anything would pass for ever.
    assert len(student) > 200 and {"pipe2", "socket", "clone", "rseq"} <= student
    assert len(forbidden) > 20 and "bpf" in forbidden
    assert {"mount_setattr", "pivot_root", "unshare", "ptrace", "wait4"} <= set(programs) | student

    faults = [f"'{name}' is there twice" for name in sorted(set(allow + trace)) if (allow + trace).count(name) > 1]
    faults += [f"'{name}' is no system call that libseccomp or calls.c knows"
               for name in allow if not is_known(name) and name not in student]
    faults += [f"'{name}' is missing: programs may use it (calls.c)" for name in sorted(student - set(allow))]
    faults += [f"'{name}' is missing: {path} calls it" for name, path in sorted(programs.items()) if name not in allow]
    # ENOSYS here would win over the stop there, and the same program would get another verdict in a container.
    faults += [f"'{name}' ends a run (calls.c), so it must be traced"
               for name in sorted(forbidden - set(allow + trace))]
    faults += [f"'{name}' ends no run (calls.c), so it must not be traced" for name in trace if name not in forbidden]
    faults += [f"'{name}' is allowed, but only the walls' own calls may be" for name in allow
               if name in forbidden and name not in programs]
    faults += [f"'{name}' must not be allowed" for name in allow + trace if name in NEVER]
    faults += [f"'{name}' in NEVER is no system call" for name in NEVER if not is_known(name)]
    if profile["defaultAction"] != "SCMP_ACT_ERRNO" or profile["defaultErrnoRet"] != 38:
        faults.append("what is not allowed must be ENOSYS, as in calls.c: glibc falls back on nothing else")
    for fault in faults:
        print(f"docker/seccomp.json: {fault}", file=sys.stderr)
    print(f"{len(allow)} calls allowed, {len(trace)} traced; compared with {len(student)} and {len(forbidden)} of "
          f"calls.c and {len(programs)} of our sources")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
