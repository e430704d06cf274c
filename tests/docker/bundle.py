# bundle.py -- an OCI bundle as Docker would make it of docker/compose.yaml: what the test runs is what we ship.
#
# bundle.py FOLDER IMAGE.json ROOTFS DATA [--without OPTION]... [--root] [--add CAPABILITY]... [-- COMMAND...]
#
# --without drops one security_opt of the compose file ("seccomp" leaves Docker's own profile, "systempaths" its masked
# /proc). --root and --add run it as root with Docker's capabilities and more. No command: the image's own.
import argparse
import json
import pathlib
import shlex

import yaml

HERE = pathlib.Path(__file__).parent
COMPOSE = HERE.parent.parent / "docker" / "compose.yaml"

# What Docker masks and write-protects unless systempaths=unconfined (moby oci/defaults.go).
MASKED = ["/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
          "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"]
READONLY = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
DOCKER_CAPABILITIES = ["CAP_" + name for name in (
    "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL "
    "AUDIT_WRITE").split()]
# Docker's own profile has these only for holders of CAP_SYS_ADMIN, and clone only without the flags of namespaces.
OF_ADMINS = {"mount", "mount_setattr", "umount2", "unshare", "setns", "pivot_root", "sethostname", "setdomainname"}
NAMESPACE_FLAGS = 0x7E020000

NO = ["nosuid", "noexec", "nodev"]
MOUNTS = [
    {"destination": "/proc", "type": "proc", "source": "proc", "options": NO},
    {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755", "size=65536k"]},
    {"destination": "/dev/pts", "type": "devpts", "source": "devpts", "options": ["nosuid", "noexec", "newinstance"]},
    {"destination": "/dev/shm", "type": "tmpfs", "source": "shm", "options": NO + ["mode=1777", "size=65536k"]},
    {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue", "options": NO},
    {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": NO + ["ro"]},
    {"destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup", "options": NO + ["ro"]},
]


def docker_profile(ours):
    """As Docker's own: ours without what makes namespaces."""
    names = [name for group in ours["syscalls"] for name in group["names"]
             if group["action"] == "SCMP_ACT_ALLOW" and name not in OF_ADMINS | {"clone"}]
    masked = {"index": 0, "value": NAMESPACE_FLAGS, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}
    allow = "SCMP_ACT_ALLOW"
    return dict(ours, defaultErrnoRet=1, syscalls=[
        {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38},
        {"names": names, "action": allow}, {"names": ["clone"], "action": allow, "args": [masked]}])


def runtime_profile(profile):
    """Docker's form of a profile in the runtime's form."""
    architectures = [name for row in profile["archMap"][:1] for name in [row["architecture"], *row["subArchitectures"]]]
    groups = [{key: group[key] for key in ("names", "action", "errnoRet", "args") if key in group}
              for group in profile["syscalls"]]
    return {"defaultAction": profile["defaultAction"], "defaultErrnoRet": profile["defaultErrnoRet"],
            "architectures": architectures, "syscalls": groups}


def service_mounts(service, data, executable):
    mounts = [dict(mount) for mount in MOUNTS]
    for text in service.get("tmpfs", []):
        path, _, options = text.partition(":")
        mounts.append({"destination": path, "type": "tmpfs", "source": "tmpfs",
                       "options": NO + options.split(",") + executable})
    for text in service.get("volumes", []):
        source, path = text.split(":")[:2]
        assert "/" not in source, "only named volumes are known here"
        mounts.append({"destination": path, "type": "bind", "source": data, "options": ["rbind", "rw"]})
    return mounts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("image", type=pathlib.Path)
    parser.add_argument("rootfs")
    parser.add_argument("data")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--root", action="store_true")
    parser.add_argument("--exec", action="store_true", help="programs in /tmp may be executed")
    parser.add_argument("--add", action="append", default=[])
    args, command = parser.parse_known_args()
    command = [word for word in command if word != "--"]

    service = yaml.safe_load(COMPOSE.read_text())["services"]["bothends"]
    image = json.loads(args.image.read_text())["Docker"]["config"]
    options = [text.replace("seccomp:", "seccomp=").replace(":", "=") for text in service["security_opt"]]
    known = {"no-new-privileges", "seccomp", "systempaths", "apparmor"}
    assert {text.split("=")[0] for text in options} <= known, "bundle.py does not know every security_opt"
    assert service["cap_drop"] == ["ALL"]
    chosen = dict(text.split("=", 1) for text in options if text.split("=")[0] not in args.without)

    ours = json.loads((COMPOSE.parent / "seccomp.json").read_text())
    profile = ours if "seccomp" in chosen else docker_profile(ours)
    uid, gid = (0, 0) if args.root else map(int, service["user"].split(":"))
    capabilities = DOCKER_CAPABILITIES + args.add if args.root else []
    unmasked = chosen.get("systempaths") == "unconfined"
    config = {
        "ociVersion": "1.0.2",
        "process": {
            "terminal": False, "user": {"uid": uid, "gid": gid}, "cwd": image.get("WorkingDir") or "/",
            "args": command or image["Entrypoint"] + image["Cmd"], "env": image["Env"] + ["container=docker"],
            "capabilities": {kind: capabilities for kind in ("bounding", "effective", "permitted")},
            "noNewPrivileges": chosen.get("no-new-privileges") == "true",
            "rlimits": [{"type": "RLIMIT_NOFILE", "hard": 1024, "soft": 1024}],
        },
        "root": {"path": args.rootfs, "readonly": service.get("read_only", False)},
        "hostname": "bothends",
        "mounts": service_mounts(service, args.data, ["exec"] if args.exec else []),
        "linux": {
            "namespaces": [{"type": kind} for kind in ("pid", "network", "ipc", "uts", "mount")],
            "resources": {"devices": [{"allow": False, "access": "rwm"}]},
            "maskedPaths": [] if unmasked else MASKED, "readonlyPaths": [] if unmasked else READONLY,
            "seccomp": runtime_profile(profile),
        },
    }
    args.folder.mkdir(parents=True, exist_ok=True)
    (args.folder / "config.json").write_text(json.dumps(config, indent=1))
    test = image["Healthcheck"]["Test"]
    line = test[1] if test[0] == "CMD-SHELL" else shlex.join(test[1:])
    (args.folder / "healthcheck").write_text(line + "\n")


if __name__ == "__main__":
    main()
