# slot.py -- speaks the protocol of bothends-sandbox: specs out, events in. The structs are those of spec.h and event.h.
import array
import fcntl
import os
import select
import signal
import socket
import struct
import subprocess

KINDS = ("BEGIN TASK EXEC SIGNAL EXIT OUTPUT FORBIDDEN LIMIT STOPPED PIPE CUT BLOCKED WORD HELD CUT_END SPIN STACK "
         "FD_MADE FD_COPIED FD_CLOSED FD_USED FD_EOF FD_BAD FD_BROKEN FD_TABLE FD_KEPT CHILD_LEFT REFUSED FILE "
         "OVERFLOW BROKEN END FD_UNSEEN FD_ASKED NO_EXEC ECHO UNSENT").split()
CAUSES = "ended stopped cpu wall memory processes output forbidden".split()
FATES = "copied absent not_regular too_big unreadable".split()
POLICIES = {"student": 0, "sanitize": 1, "compile": 2, "inspect": 3, "race": 4}
WORK, BOX, OUT = 0, 1, 2
EVENT = struct.Struct("=IHHQII5q56s")
LIMITS = dict(cpu_ms=5000, wall_ms=10000, memory_kib=256 * 1024, processes=64, output_kib=1024, file_kib=16 * 1024)


class Event:
    def __init__(self, data):
        (self.number, kind, self.source, self.at_ns, self.task, self.process,
         *self.arg, text) = EVENT.unpack(data)
        self.kind = KINDS[kind]
        self.text = text.split(b"\0")[0].decode(errors="replace")

    def __repr__(self):
        return f"{self.number}:{self.kind} t{self.task}/p{self.process} {self.arg} {self.text}"


class Result:
    """What a run said: events, and the words of its last one."""

    def __init__(self, events, out, err, files):
        self.events, self.out, self.err, self.files = events, out, err, files
        last = events[-1]
        self.broken = last.text if last.kind == "BROKEN" else None
        self.cause = CAUSES[last.arg[0]] if last.kind == "END" else None
        self.cpu_ms, self.wall_ms, self.peak_kib, self.tasks = (
            (last.arg[1] / 1e6, last.arg[2] / 1e6, last.arg[3], last.arg[4]) if last.kind == "END" else (0, 0, 0, 0))
        first = [e for e in events if e.kind == "EXIT" and e.task == 1]
        self.code, self.signal = (first[-1].arg[0], first[-1].arg[1]) if first else (None, None)

    def all(self, kind):
        return [e for e in self.events if e.kind == kind]


def memory(data=b"", sealed=False):
    fd = os.memfd_create("test", os.MFD_ALLOW_SEALING)
    os.write(fd, data)
    os.lseek(fd, 0, os.SEEK_SET)
    if sealed:
        fcntl.fcntl(fd, 1033, 0x17)  # F_ADD_SEALS: all but F_SEAL_WRITE, which may be refused; fd.c says why
    return fd


def content(fd):
    return os.pread(fd, os.fstat(fd).st_size, 0)


def pack(args, policy="student", trace=1, least=2, limits=None, files=()):
    """files: (place, name, mode, bytes_max)."""
    text = b""

    def add(string):
        nonlocal text
        at = len(text)
        text += string.encode() + b"\0"
        return at

    arg_at = [add(a) for a in args]
    file_rows = [(add(name), place, mode, most) for place, name, mode, most in files]
    lim = {**LIMITS, **(limits or {})}
    head = struct.pack("=4I6I", 1, POLICIES[policy], least, trace, *(lim[k] for k in LIMITS))
    head += struct.pack("=I256I", len(args), *(arg_at + [0] * (256 - len(args))))
    head += struct.pack("=I", len(files))
    for row in file_rows:
        head += struct.pack("=4I", *row)
    head += b"\0" * 16 * (160 - len(files))
    return head + struct.pack("=I", len(text)) + text


class Slot:
    """One slot; its process group is its own, so that a test can end it without harm to others."""

    def __init__(self, argv, **popen):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.events, write = os.pipe()

        def arrange():
            low, high = write, theirs.fileno()
            a, b = fcntl.fcntl(low, fcntl.F_DUPFD, 10), fcntl.fcntl(high, fcntl.F_DUPFD, 10)
            os.dup2(a, 3)
            os.dup2(b, 4)
            os.close(a)
            os.close(b)

        self.process = subprocess.Popen(argv, pass_fds=(3, 4), close_fds=True, preexec_fn=arrange, **popen)
        os.close(write)
        theirs.close()

    def send(self, args, stdin=b"", files=(), out=(), **spec):
        """files: (place, name, mode, data); out: (name, bytes_max)."""
        rows = [(place, name, mode, 0) for place, name, mode, _ in files] + [(OUT, name, 0, most) for name, most in out]
        self.fds = [memory(stdin, sealed=True), memory(), memory(), memory()]
        self.fds += [memory(data, sealed=True) for _, _, _, data in files] + [memory() for _ in out]
        self.names = [name for name, _ in out]
        message = pack(args, files=rows, **spec)
        self.send_raw(message, self.fds)

    def send_raw(self, message, fds):
        self.control.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))])

    def read_event(self, seconds=120):
        data = b""
        while len(data) < EVENT.size:
            if not select.select([self.events], [], [], seconds)[0]:
                raise TimeoutError("no event")
            piece = os.read(self.events, EVENT.size - len(data))
            if not piece:
                return None
            data += piece
        return Event(data)

    def receive(self, seconds=120, on_event=None):
        events = []
        while not events or events[-1].kind not in ("END", "BROKEN"):
            event = self.read_event(seconds)
            if event is None:
                raise EOFError(f"the events stopped: {events}")
            assert event.number == len(events) and event.source == 0, event
            events.append(event)
            if on_event:
                on_event(self, event)
        n = len(self.fds) - len(self.names)
        result = Result(events, content(self.fds[1]), content(self.fds[2]),
                        dict(zip(self.names, map(content, self.fds[n:]))))
        for fd in self.fds:
            os.close(fd)
        return result

    def run(self, args, on_event=None, seconds=120, **spec):
        self.send(args, **spec)
        return self.receive(seconds, on_event)

    def stop(self):
        self.control.send(b"x")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.control.close()
        os.close(self.events)

    def close(self):
        """EOF; returns the exit status."""
        self.control.close()
        status = self.process.wait(timeout=120)
        os.close(self.events)
        return status
