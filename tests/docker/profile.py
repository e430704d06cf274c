# profile.py -- docker/seccomp.json allows what the walls need and what they allow, and nothing that is an attack's.
#
# A container's profile lies over every filter of ours: a call that sandbox/policy/compile.c allows and the profile does
# not would fail in a container only, and read there like a fault of the student's.
import ctypes
import json
import os
import pathlib
import re
import sys

SOURCE = pathlib.Path(os.environ["BOTHENDS_SOURCE"])
POLICY = SOURCE / "sandbox/policy/compile.c"
# The probe attacks: what it names is meant to fail. machine.c only asks what there is.
PROGRAMS = [path for folder in ("sandbox", "server") for path in sorted((SOURCE / folder).rglob("*.c"))
            if path.name not in ("probe.c", "compile.c")]
NEVER = """bpf keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register userfaultfd perf_event_open
 init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff open_by_handle_at iopl ioperm
 acct quotactl syslog settimeofday clock_settime clock_adjtime adjtimex clone3 fsopen fsmount fsconfig fspick move_mount
 open_tree modify_ldt vmsplice lookup_dcookie move_pages migrate_pages nfsservctl uselib vhangup
 name_to_handle_at process_madvise""".split()

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
    """The calls in compile.c's tables: allowed and by_value, refused."""
    text = without_comments(POLICY.read_text())
    table = {name: text[text.index(begin):].split("\n};" if name != "refused" else "};")[0]
             for name, begin in (("allowed", "} allowed[]"), ("by_value", "} by_value[]"), ("refused", "refused[]"))}
    # A row of allowed is {policies, "reason", {calls}}: only the innermost braces hold calls.
    calls = words(" ".join(re.findall(r"\{([^{}]*)\}", table["allowed"]))) | words(table["by_value"]) | {"clone"}
    return calls, words(table["refused"])


def calls_of_programs():
    """System calls made by name: call(...), or syscall(SYS_call, ...). Declared functions of ours do not count."""
    found = {}
    for path in PROGRAMS:
        text = re.sub(r'"(\\.|[^"\\])*"', '""', without_comments(path.read_text()))
        for call in re.findall(r"(?<![.>\w])([a-z][a-z0-9_]*)\(", text) + re.findall(r"\(SYS_(\w+)", text):
            if is_here(call):
                found.setdefault(call, path.relative_to(SOURCE))
    return found


def main():
    profile = json.loads((SOURCE / "docker/seccomp.json").read_text())
    allow = [name for group in profile["syscalls"] if group["action"] == "SCMP_ACT_ALLOW" and not group.get("args")
             for name in group["names"]]
    student, refused = policy_tables()
    programs = calls_of_programs()
    # What no longer finds anything would pass for ever.
    assert len(student) > 200 and {"pipe2", "socket", "clone", "rseq"} <= student and "setns" in refused
    assert {"mount_setattr", "pivot_root", "unshare", "ptrace", "wait4"} <= set(programs) | student

    faults = [f"'{name}' is there twice" for name in sorted(set(allow)) if allow.count(name) > 1]
    faults += [f"'{name}' is no system call that libseccomp or compile.c knows"
               for name in allow if not is_known(name) and name not in student]
    faults += [f"'{name}' is missing: programs may use it (compile.c)" for name in sorted(student - set(allow))]
    faults += [f"'{name}' is missing: {path} calls it" for name, path in sorted(programs.items()) if name not in allow]
    faults += [f"'{name}' must not be allowed" for name in allow if name in NEVER]
    faults += [f"'{name}' in NEVER is no system call" for name in NEVER if not is_known(name)]
    if profile["defaultAction"] != "SCMP_ACT_ERRNO" or profile["defaultErrnoRet"] != 38:
        faults.append("what is not allowed must be ENOSYS, as in compile.c: glibc falls back on nothing else")
    for fault in faults:
        print(f"docker/seccomp.json: {fault}", file=sys.stderr)
    print(f"{len(allow)} calls in the profile; {len(student)} of compile.c and {len(programs)} of our sources checked")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
