#!/usr/bin/env python3
# run.py -- submissions good and hostile through `bothends grade`: exact code, file and line, and bounded time.
import gzip
import io
import json
import os
import pathlib
import resource
import stat
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

BUILD = pathlib.Path(sys.argv[1])
ONLY = sys.argv[2:]
GOOD = '#include <stdio.h>\nint main(void)\n{\n    puts("Hello");\n    return 0;\n}\n'
SECONDS_MAX = 40  # of CPU, for the worst, which may use all of the compiler's 20 s


def rubric(*criteria, kit=False, libraries=(), flags=("-Wall", "-Wextra")):
    found = [{"id": "compiles", "check": "compiles", "arguments": {}},
             {"id": "output", "check": "stdout", "requires": ["compiles"], "arguments": {}}, *criteria]
    points = {row["id"]: 1000 for row in found}
    return {"schema": "bothends.rubric/1", "id": "t", "title": "T", "max_points": sum(points.values()),
            "compile": {"standard": "gnu17", "flags": list(flags), "libraries": list(libraries), "kit": kit},
            "limits": {"cpu_s": 2, "wall_s": 4, "memory_mib": 64, "processes": 16},
            "cases": [{"id": "c", "title": "C", "args": [], "stdin": "", "files": [], "runs": 1,
                       "expect": {"stdout": {"match": "exact", "text": "Hello\n"}}}],
            "criteria": [{"title": row["id"], "points": points[row["id"]], "visibility": "visible", "requires": [],
                          "partial": False, "text": "", **row} for row in found]}


def uses(check, *functions):
    return {"id": check, "check": check, "requires": ["compiles"], "arguments": {"functions": list(functions)}}


def zip_of(files, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name, data)
        for entry, data in more.get("entries", []):
            z.writestr(entry, data)
    return out.getvalue()


def tar_of(files, entries=(), mode="w:gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as t:
        for name, data in files.items():
            data = data if isinstance(data, bytes) else data.encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            t.addfile(entry, io.BytesIO(data))
        for entry in entries:
            t.addfile(entry)
    return out.getvalue()


def tar_entry(name, kind, link=""):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    return entry


def zip_link(name, target):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, target


def encrypted():
    """A zip that says in both headers of its file that it is encrypted."""
    data = bytearray(zip_of({"main.c": GOOD}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        where = data.index(mark) + at
        data[where] |= 1
    return bytes(data)


def twice():
    """A name twice, which zipfile only warns of."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("main.c", GOOD)
        z.writestr("list.c", "int a;\n")
    return out.getvalue().replace(b"list.c", b"main.c")


def lying_size():
    """A zip whose directory says that 3 MiB of blanks are one byte."""
    data = bytearray(zip_of({"main.c": " " * 3000000}))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 24, 1)
    struct.pack_into("<I", data, data.index(b"PK\3\4") + 22, 1)
    return bytes(data)


LIBS = "#include <stdio.h>\n#include <stdlib.h>\n"
BEGIN = 'int main(void)\n{\n    puts("Hello");\n'
FORBIDS = rubric(uses("source-forbids", "system", "popen"))
FORK = rubric(uses("source-uses", "fork"))
SQRT = '#include <math.h>\n#include <stdio.h>\nint main(int c, char **v)\n{\n    (void)v;\n' \
       '    puts(sqrt(c) > 0 ? "Hello" : "no");\n}\n'
UNWIND = '#include <pthread.h>\n#include <stdio.h>\n#include <unwind.h>\nstatic _Unwind_Reason_Code count(' \
         'struct _Unwind_Context *at, void *n)\n{\n    (void)at;\n    ++*(int *)n;\n    return _URC_NO_REASON;\n}\n' \
         'static void nothing(void)\n{\n}\nint main(int c, char **v)\n{\n    int n = 0;\n    (void)v;\n' \
         '    pthread_atfork(nothing, nothing, nothing);\n    _Unwind_Backtrace(count, &n);\n' \
         '    puts(n > 0 && ((__int128)c << 70) / (c + 2) > 0 ? "Hello" : "no");\n}\n'
SIEVE = """#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static void stage(int in)
{
    int fd[2], n;
    if (read(in, &n, sizeof n) != sizeof n)
        exit(0);
    if (pipe(fd) == 0 && fork() == 0)
        stage(fd[0]);
    exit(0);
}
int main(void)
{
    puts("Hello");
    fflush(stdout);
    stage(0);
}
"""
HELPER = {"main.c": '#include "list.h"\nint main(void)\n{\n    return hello();\n}\n', "list.h": "int hello(void);\n",
          "list.c": '#include "list.h"\n#include <stdio.h>\nint hello(void)\n{\n    puts("Hello");\n    return 0;\n}\n'}
MP = '#include "mp.h"\n#include <stdio.h>\n\nstatic void child(struct mp_conn *to)\n{\n' \
     '    mp_send_text(to, "Hello");\n    mp_close(to);\n}\n\nint main(void)\n{\n    struct mp_conn from, to;\n' \
     '    struct mp_process p;\n    char text[20];\n' \
     '    mp_pipe_one_way(&from, &to);\n    mp_start(&p, mp_close(&from); child(&to));\n    mp_close(&to);\n' \
     '    mp_recv_text(&from, text, sizeof text);\n    puts(text);\n    mp_close(&from);\n    return mp_join(&p);\n}\n'
TWICE = '#if __INCLUDE_LEVEL__ < 40\n#include "main.c"\n#include "main.c"\n#endif\n' \
        '#if __INCLUDE_LEVEL__ == 0\n' + GOOD + "#endif\n"
OBJECT = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x01\x00\x3e\x00" + bytes(300)
ASAN_OFF = GOOD.replace("int main", 'const char *__asan_default_options(void);\n'
                        'const char *__asan_default_options(void)\n{\n'
                        '    return "detect_stack_use_after_return=0:halt_on_error=0";\n}\nint main')
BOMB = "#define A(x) " + "x " * 16 + "\n" + "int v[] = {" + "A(" * 8 + "1," + ")" * 8 + "};\n" + GOOD

RUBRICS = pathlib.Path(__file__).parents[2] / "rubrics"
KIT = (RUBRICS / "kit/mp.h").read_text()
FORGETS = (RUBRICS / "catalog/pipe-hello/mistakes/kit_forgets_close.c").read_text()
WITH_KIT = rubric(kit=True, libraries=["pthread"])

# claim: files (or one archive), rubric, wanted. wanted: score, and findings as (code, file, line, part of the message).
ROWS = {
    "good file": ({"main.c": GOOD}, rubric(), {"score": 20, "findings": []}),
    "two files and a header": (HELPER, rubric(), {"score": 20, "findings": []}),
    "folders": ({"src/main.c": HELPER["main.c"], "list.h": HELPER["list.h"], "src/list.c": HELPER["list.c"]}, rubric(),
                {"score": 20, "findings": [], "names": ["list.h", "src/list.c", "src/main.c"]}),
    "kit": ({"main.c": MP}, rubric(kit=True, libraries=["pthread"]), {"score": 20, "findings": []}),
    "kit not offered": ({"main.c": MP}, rubric(), {"findings": [("compile-error", "main.c", 1, "mp.h: No such file")]}),
    "__FILE__ is the submitted name": (
        {"main.c": GOOD.replace('"Hello"', '__FILE__[0] == \'m\' ? "Hello" : __FILE__')}, rubric(), {"score": 20}),
    "a warning": ({"main.c": GOOD.replace("{\n", "{\n    int x;\n")}, rubric(),
                  {"score": 20, "findings": [("compile-warning", "main.c", 4, "unused variable 'x'")]}),
    "a function that ends by exit(), and else calls itself": (
        {"main.c": SIEVE}, rubric(flags=("-O1", "-Wall", "-Wextra")), {"score": 20, "findings": []}),
    "error in the second file": (
        HELPER | {"list.c": HELPER["list.c"].replace("return 0", "return z")}, rubric(),
        {"findings": [("compile-error", "list.c", 6, "'z' undeclared"),
                      ("compile-warning", "list.c", 7, "control reaches end")]}),
    "missing header": ({"main.c": '\n#include "mine.h"\n' + GOOD}, rubric(),
                       {"findings": [("compile-error", "main.c", 2, "mine.h: No such file")]}),
    "undefined reference": ({"main.c": HELPER["main.c"], "list.h": HELPER["list.h"]}, rubric(),
                            {"findings": [("compile-error", "main.c", 4, "'hello' is used but nowhere defined")]}),
    "library not linked": ({"main.c": SQRT}, rubric(),
                           {"findings": [("compile-error", "main.c", 6, "'sqrt' is used")]}),
    "library linked": ({"main.c": SQRT}, rubric(libraries=["m"]), {"score": 20, "findings": []}),
    "libraries that few programs need": ({"main.c": UNWIND}, rubric(), {"score": 20, "findings": []}),
    "two mains": ({"a.c": GOOD, "b.c": GOOD}, rubric(),
                  {"findings": [("compile-error", "b.c", 3, "'main' is defined more than once")]}),
    "no main": ({"main.c": "int f(void) { return 1; }\n"}, rubric(),
                {"findings": [("compile-error", None, None, "no function 'main'")]}),
    "includes a secret": ({"main.c": '#include "/etc/shadow"\n' + GOOD}, rubric(),
                          {"findings": [("compile-error", "main.c", 1, "/etc/shadow: No such file")]}),
    "includes what never ends": ({"main.c": '#include "/dev/zero"\n' + GOOD}, rubric(),
                                 {"findings": [("compile-error", "main.c", 1, "/dev/zero: No such file")]}),
    "includes this machine's memory": ({"main.c": '#include "/proc/self/maps"\n' + GOOD}, rubric(),
                                       {"findings": [("compile-error", "main.c", 1, "/proc/self/maps: No such file")]}),
    "includes itself": ({"main.c": '#include "main.c"\n' + GOOD}, rubric(),
                        {"first": ("compile-error", "main.c", 1, "#include nested depth")}),
    "embeds a secret": ({"main.c": '__asm__(".incbin \\"/etc/shadow\\"");\n' + GOOD}, rubric(),
                        {"findings": [("compile-error", None, None, "file not found: /etc/shadow")]}),
    "macro bomb": ({"main.c": BOMB}, rubric(),
                   {"findings": [("compile-error", None, None, "ran out of its limits: it needs more than 512 MiB")]}),
    "huge array": ({"main.c": "char a[1 << 28] = {1};\n" + GOOD}, rubric(),
                   {"findings": [("compile-error", None, None, "the compiler wrote a file that is too large")]}),
    "includes what it could wait for": (
        {"main.c": '#include "/dev/stdin"\n#include "/dev/tty"\n#include "/dev/fd/0"\n' + GOOD}, rubric(),
        {"findings": [("compile-error", "main.c", 1, "/dev/stdin: No such file")]}),
    "huge main": ({"main.c": "int main[1 << 26] = {1};\n"}, rubric(),
                  {"first": ("compile-error", None, None, "the compiler wrote a file that is too large")}),
    "an array larger than all memory": (
        {"main.c": "int table[10000000][5000000];\nint main(void)\n{\n    return table[1][2];\n}\n"}, rubric(),
        {"first": ("crash", None, None, "it could not begin, as its static arrays are larger than all memory")}),
    "a large array of which little is used": (
        {"main.c": "int table[20000][20000];\n" + GOOD.replace("{", "{\n    table[9][9] = 1;")}, rubric(),
        {"score": 20, "findings": []}),
    "assembler that fills": ({"main.c": '__asm__(".fill 2000000000");\n' + GOOD}, rubric(),
                             {"first": ("compile-error", None, None, "the compiler ")}),
    "assembler that repeats": ({"main.c": '__asm__(".rept 100000000\\n.long 1\\n.endr");\n' + GOOD}, rubric(),
                               {"first": ("compile-error", None, None, "the compiler ")}),
    "includes itself twice": ({"main.c": TWICE}, rubric(),
                              {"first": ("compile-error", None, None, "ran out of its limits: it ")}),
    "200000 parentheses": ({"main.c": "int v = " + "(" * 200000 + "1" + ")" * 200000 + ";\n" + GOOD}, rubric(),
                           {"first": ("compile-error", None, None, "the compiler ")}),
    "options in comments and pragmas": (
        {"main.c": '// gcc -fplugin=x.so -Wl,-rpath,/tmp -DX\n#pragma GCC optimize("fast-math")\n'
                   '#pragma GCC dependency "/etc/passwd"\n#pragma comment(lib, "evil")\n'
                   '__asm__(".section .drectve\\n.ascii \\"-lx\\"\\n.text");\n' + GOOD}, rubric(),
        {"first": ("compile-error", None, None, "/etc/passwd: No such file")}),
    "a makefile is not looked at": (zip_of({"main.c": GOOD, "Makefile": "all:\n\tgcc -DX -fplugin=x.so main.c\n",
                                            "x.so": "x", "specs": "*cc1:\n+ -fplugin=x.so\n"}), rubric(),
                                    {"score": 20}),
    "an object file that says it is C": (zip_of({"main.c": OBJECT}), rubric(),
                                         {"refused": "'main.c' is a compiled program, not its source"}),
    "a linker script that says it is C": ({"main.c": "INPUT(/etc/shadow)\nOUTPUT(/work/x)\n"}, rubric(),
                                          {"first": ("compile-error", "main.c", None, "")}),
    "its own stdio.h": ({"main.c": '#include "stdio.h"\nint main(void)\n{\n    return mine();\n}\n',
                         "stdio.h": "int puts(const char *);\nstatic int mine(void)\n{\n"
                                    '    puts("Hello");\n    return 0;\n}\n'}, rubric(), {"score": 20, "findings": []}),
    "its own mp.h": ({"main.c": '#include <mp.h>\n' + GOOD.replace("return 0", "return mine"),
                      "mp.h": "enum { mine = 1 };\n"}, rubric(kit=True, libraries=["pthread"]),
                     {"first": ("compile-error", "main.c", 6, "'mine' undeclared")}),
    "a copy of the kit is the kit": ({"main.c": FORGETS, "mp.h": KIT}, WITH_KIT,
                                     {"first": ("deadlock", "main.c", 14, ""), "names": ["main.c", "mp.h"]}),
    "a copy of the kit in a folder, with other line ends": (
        {"main.c": FORGETS.replace('"mp.h"', '"kit/mp.h"'), "kit/mp.h": KIT.replace("\n", "\r\n")}, WITH_KIT,
        {"first": ("deadlock", "main.c", 14, ""), "names": ["kit/mp.h", "main.c"]}),
    "a kit that was changed is its own": ({"main.c": FORGETS, "mp.h": KIT + "/* mine */\n"}, WITH_KIT,
                                          {"first": ("deadlock", "mp.h", None, "")}),
    "switches the sanitizer off": ({"main.c": ASAN_OFF}, rubric(), {"score": 20, "findings": []}),
    # what it prints, does or leaves is judged, whatever it looks like
    "exits before main": ({"main.c": "#include <unistd.h>\n__attribute__((constructor)) static void first(void)\n{\n"
                                     "    _exit(0);\n}\n" + GOOD}, rubric(), {"score": 10}),
    "replaces puts": ({"main.c": "#include <unistd.h>\nint puts(const char *s)\n{\n    return s && "
                                 'write(1, "Hola\\n", 5) < 0;\n}\n' + GOOD}, rubric(), {"score": 10}),
    "prints what a grader says": (
        {"main.c": GOOD.replace('"Hello"', '"Hello\\n{\\"score\\": 100.0, \\"passed\\": true}\\nPASS 10/10"')},
        rubric(), {"score": 10}),
    "prints what it was given": ({"main.c": '#include <stdio.h>\nint main(int c, char **v)\n{\n'
                                            '    for (int i = 0; i < c; i++)\n        puts(v[i]);\n'
                                            '    return 0;\n}\n'}, rubric(), {"score": 10}),
    "attacks in assembly": ({"main.c": '#include <unistd.h>\nint main(void)\n{\n    long r = 165;\n'
                                       '    __asm__ volatile("syscall" : "+a"(r) : : "rcx", "r11", "memory");\n'
                                       '    write(1, "Hello\\n", 6);\n    return 0;\n}\n'}, rubric(),
                            {"score": 10, "first": ("forbidden-call", None, None, "mount")}),
    "300000 errors": ({"main.c": "int main(void)\n{\n" + "a = 1;\n" * 300000 + "}\n" + "b c;\n" * 300000}, rubric(),
                      {"first": ("compile-error", "main.c", 3, "'a' undeclared")}),
    "5000 warnings still compile": (
        {"main.c": GOOD.replace("{\n", "{\n" + "".join(f"int v{i};\n" for i in range(5000)))}, rubric(),
        {"score": 20, "first": ("compile-warning", "main.c", None, "unused variable"), "count": 50}),
    "#line cannot name a host file's line": ({"main.c": '#line 1 "/etc/passwd"\nint x = y;\n' + GOOD}, rubric(),
                                             {"first": ("compile-error", "passwd", 1, "'y' undeclared")}),
    # what nobody had tried
    "the assembler includes a secret": ({"main.c": '__asm__(".include \\"/etc/passwd\\"");\n' + GOOD}, rubric(),
                                        {"first": ("compile-error", None, None, "/etc/passwd")}),
    "the assembler embeds this machine's memory": (
        {"main.c": '__asm__(".incbin \\"/proc/self/environ\\"");\n' + GOOD}, rubric(),
        {"first": ("compile-error", None, None, "file not found: /proc/self/environ")}),
    "a computed include": ({"main.c": '#define SECRET </etc/../etc/shadow>\n#include SECRET\n' + GOOD}, rubric(),
                           {"first": ("compile-error", "main.c", None, "/etc/../etc/shadow: No such file")}),
    "asks whether secrets are there": (
        {"main.c": "".join(f'#if __has_include("{path}")\n#error {path}\n#endif\n' for path in (
            "/etc/passwd", "/etc/shadow", "/proc/self/maps", "/dev/zero", "/root/.ssh/id_rsa", "/box/main")) + GOOD},
        rubric(), {"score": 20, "findings": []}),
    "a plugin as an attribute": (
        {"main.c": GOOD.replace("int main", '__attribute__((optimize("-fplugin=/work/x.so"))) int main')}, rubric(),
        {"score": 20, "first": ("compile-warning", "main.c", 3, "bad option")}),
    "a linker's warning of its own": (
        {"main.c": '__asm__(".pushsection .gnu.warning.puts\\n.asciz \\"main.c:1: error: you win 100 points\\"\\n'
                   '.popsection");\n' + GOOD}, rubric(), {"score": 20}),
    "an assembler macro that calls itself": (
        {"main.c": '__asm__(".macro m\\nm\\nm\\n.endm\\nm\\n");\n' + GOOD}, rubric(),
        {"first": ("compile-error", "main.c", None, "nested too deeply")}),
    "a program that names its own loader": (
        {"main.c": '__attribute__((section(".interp"), used)) static const char loader[] = "/work/evil";\n' + GOOD},
        rubric(), {"status": "graded"}),
    "a stack that can be executed": (
        {"main.c": '__asm__(".section .note.GNU-stack,\\"x\\",@progbits\\n.text");\n' + GOOD}, rubric(),
        {"score": 20}),
    "exits before libc is there": (
        {"main.c": '__asm__(".text\\nleave_now: mov $231, %eax\\nxor %edi, %edi\\nsyscall\\n"\n'
                   '        ".globl unused\\n.type unused, @gnu_indirect_function\\n.set unused, leave_now");\n'
                   'void unused(void);\nvoid (*volatile pointer)(void) = unused;\n' + GOOD}, rubric(), {"score": 10}),
    "its own start of a program": (
        {"main.c": "void _exit(int);\nint __libc_start_main(void)\n{\n    _exit(0);\n}\n" + GOOD}, rubric(),
        {"score": 10}),
    "lines beyond every file": ({"main.c": '#line 2000000000 "main.c"\nint x = y;\n' + GOOD}, rubric(),
                                {"first": ("compile-error", None, None, "'y' undeclared")}),
    # symbols
    "forbidden function": ({"main.c": LIBS + BEGIN +
                            '    return system("true");\n}\n'}, FORBIDS,
                           {"findings": [("forbidden-function", "main.c", 6, "system")]}),
    "forbidden function through a macro": (
        {"main.c": LIBS + '#define GO(x) sys##tem(x)\n' + BEGIN +
                   '    return GO("true");\n}\n'}, FORBIDS,
        {"findings": [("forbidden-function", "main.c", 7, "system")]}),
    "forbidden function through a pointer": (
        {"main.c": LIBS + 'int (*run)(const char *) = system;\n' + BEGIN +
                   '    return run("true");\n}\n'}, FORBIDS,
        {"findings": [("forbidden-function", "main.c", 3, "system")]}),
    "forbidden function in a header of theirs": (
        {"main.c": '#include "list.h"\n#include <stdio.h>\n' + BEGIN + '    return go();\n}\n',
         "list.h": '#include <stdlib.h>\nstatic inline int go(void)\n{\n    return system("true");\n}\n'}, FORBIDS,
        {"findings": [("forbidden-function", "list.h", 4, "system")]}),
    "only the name of a forbidden function": (
        {"main.c": '#include <stdio.h>\n/* system("ls") */\nstruct system { int popen; };\nstatic int system_(void) '
                   '{ return 0; }\nint main(void)\n{\n    struct system s = {0};\n'
                   '    puts(s.popen ? "popen(system)" : "Hello");\n'
                   '    return system_();\n}\n'}, FORBIDS, {"score": 30, "findings": []}),
    "a function of their own by that name": (
        {"main.c": '#include <stdio.h>\nint system(const char *s) { return s == NULL; }\n' + BEGIN +
                   '    return system("x");\n}\n'}, FORBIDS, {"score": 30, "findings": []}),
    "needed function": ({"main.c": GOOD.replace("#include", "#include <unistd.h>\n#include <sys/wait.h>\n#include", 1)
                         .replace("{\n", "{\n    if (fork() == 0)\n        _exit(0);\n    wait(0);\n")}, FORK,
                        {"score": 30, "findings": []}),
    "needed function only in a comment": ({"main.c": "/* fork() */\n" + GOOD}, FORK,
                                          {"score": 20, "first": ("missing-function", None, None, "fork")}),
    # archives
    "zip with a folder": (zip_of({"proj/" + k: v for k, v in HELPER.items()} | {"proj/Makefile": "all:\n",
                                  "__MACOSX/proj/._main.c": "x", "proj/.git/config": "x", "proj/main.o": "x"}),
                          rubric(),
                          {"score": 20, "findings": [], "names": ["list.c", "list.h", "main.c"]}),
    "tar.gz": (tar_of(HELPER), rubric(), {"score": 20, "findings": [], "names": ["list.c", "list.h", "main.c"]}),
    "tar.gz made in the folder": (tar_of({"./" + k: v for k, v in HELPER.items()}), rubric(), {"score": 20}),
    "zip with names beyond ASCII": (
        zip_of({"h\u00e4n\u00fcbung/\u00fcbung.c": GOOD, "h\u00e4n\u00fcbung/l\u00edeme.txt": "x"}), rubric(),
        {"score": 20, "findings": [], "names": ["\u00fcbung.c"]}),
    "error inside an archive": (zip_of({"p/main.c": GOOD.replace("0;", "z;")}), rubric(),
                                {"findings": [("compile-error", "main.c", 5, "'z' undeclared")]}),
    "empty zip": (zip_of({}), rubric(), {"refused": "the archive is empty"}),
    "zip without .c": (zip_of({"a.py": "x", "b.zip": zip_of(HELPER)}), rubric(),
                        {"refused": "no .c file, only: a.py, b.zip"}),
    "zip bomb": (zip_of({"main.c": "\n" * 200000000}), rubric(), {"refused": "larger than 4 MiB"}),
    "tar bomb beside the source": (tar_of({"x.bin": bytes(300000000), "main.c": GOOD}), rubric(),
                                   {"refused": "unpacks to more than"}),
    "well packed, and small": (tar_of({"main.c": GOOD + "\n" * 900000}), rubric(), {"score": 20}),
    "ratio": (tar_of({"main.c": GOOD + "\n" * 3900000}), rubric(), {"refused": "200 times its size"}),
    "many entries": (zip_of({f"{i}.txt": "" for i in range(300)}), rubric(), {"refused": "more than 256 entries"}),
    "lying size": (lying_size(), rubric(), {"refused": "200 times its size"}),
    "zip slip": (zip_of({"../../etc/evil.c": GOOD}), rubric(), {"refused": "'../../etc/evil.c' leads out of"}),
    "tar slip in the middle": (tar_of({"a/../../evil.c": GOOD}), rubric(), {"refused": "leads out of"}),
    "absolute name": (tar_of({"/etc/evil.c": GOOD}), rubric(), {"refused": "absolute path"}),
    "symbolic link in tar": (tar_of({"main.c": GOOD}, [tar_entry("a.h", tarfile.SYMTYPE, "/etc/passwd")]), rubric(),
                             {"refused": "'a.h' is a link"}),
    "hard link in tar": (tar_of({"main.c": GOOD}, [tar_entry("a.h", tarfile.LNKTYPE, "/etc/passwd")]), rubric(),
                         {"refused": "'a.h' is a link"}),
    "symbolic link in zip": (zip_of({"main.c": GOOD}, entries=[zip_link("a.h", "/etc/passwd")]), rubric(),
                             {"refused": "'a.h' is a link"}),
    "device": (tar_of({"main.c": GOOD}, [tar_entry("null.c", tarfile.CHRTYPE)]), rubric(), {"refused": "is a device"}),
    "pipe": (tar_of({"main.c": GOOD}, [tar_entry("pipe.c", tarfile.FIFOTYPE)]), rubric(),
             {"refused": "pipe or socket"}),
    "option as a name": (zip_of({"-fplugin=x.c": GOOD}), rubric(), {"refused": "'-fplugin=x.c' has a name"}),
    "shell as a name": (zip_of({"a;b.c": GOOD}), rubric(), {"refused": "'a;b.c' cannot be used"}),
    "control characters as a name": (zip_of({"a\033[2J.c": GOOD}), rubric(), {"refused": "a name that cannot be used"}),
    "twice": (twice(), rubric(), {"refused": "'main.c' twice"}),
    "encrypted": (encrypted(), rubric(), {"refused": "encrypted"}),
    "truncated zip": (zip_of(HELPER)[:200], rubric(), {"refused": "damaged"}),
    "truncated gzip": (tar_of({"main.c": GOOD + os.urandom(4000).hex()})[:1500], rubric(), {"refused": "damaged"}),
    "gzip of no tar": (gzip.compress(GOOD.encode()), rubric(), {"refused": "damaged"}),
    "gzip of gzip": (gzip.compress(tar_of(HELPER)), rubric(), {"refused": "compressed more than once"}),
    "garbage": (b"PK\3\4" + bytes(range(256)) * 8, rubric(), {"refused": "damaged"}),
    "deep folders": (zip_of({"/".join("abcdefghij") + "/main.c": GOOD}), rubric(), {"refused": "8 folders"}),
}

# what the command line refuses before anything is graded: file name, part of stderr
REFUSED = {"-fplugin=x.c": "cannot be used", "@args": "is no .c or .h file", "a;b.c": "cannot be used"}


def cpu_seconds():
    """What all that ended below us have used: other work on this machine counts for nothing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def grade(files, wanted_rubric, folder):
    root = pathlib.Path(folder)
    (root / "rubric.json").write_text(json.dumps(wanted_rubric))
    paths = []
    if isinstance(files, bytes):
        files = {"submission.zip": files}
    for name, data in files.items():
        path = root / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        paths.append(str(path))
    begin = cpu_seconds()
    done = subprocess.run([str(BUILD / "bothends"), "grade", "--json", "-r", str(root / "rubric.json"), "--", *paths],
                          capture_output=True, timeout=600)
    return done, cpu_seconds() - begin


def finding_fits(finding, wanted):
    code, file, line, message = wanted
    where = (finding["where"] or [{}])[0]
    return (finding["code"] == code and message in finding["message"] and (file is None or where.get("file") == file)
            and (line is None or where.get("line") == line))


def faults(claim, files, wanted_rubric, wanted):
    with tempfile.TemporaryDirectory() as folder:
        done, seconds = grade(files, wanted_rubric, folder)
    if done.returncode != 0:
        return [f"exit {done.returncode}: {done.stderr.decode(errors='replace')}"]
    document = json.loads(done.stdout)
    found = document["findings"]
    said = [(f["code"], (f["where"] or [{}])[0].get("file"), (f["where"] or [{}])[0].get("line"), f["message"])
            for f in found][:6]
    bad = []
    if seconds > SECONDS_MAX:
        bad.append(f"took {seconds:.1f} s of CPU")
    if "score" in wanted and document["score"] != wanted["score"]:
        bad.append(f"score {document['score']}, not {wanted['score']}")
    if "names" in wanted and sorted(f["name"] for f in document["files"]) != wanted["names"]:
        bad.append(f"files {document['files']}")
    if "status" in wanted and document["status"] != wanted["status"]:
        bad.append(f"status {document['status']}")
    if "count" in wanted and len(found) != wanted["count"]:
        bad.append(f"{len(found)} findings, not {wanted['count']}")
    if "refused" in wanted:
        wanted = wanted | {"findings": [("compile-error", None, None, wanted["refused"])]}
        if document["status"] != "compile_error":
            bad.append(f"status {document['status']}")
    rows = wanted.get("findings")
    if rows is not None:
        only = [f for f in found if f["code"] not in ("wrong-stdout",)]
        if len(only) != len(rows) or not all(finding_fits(f, w) for f, w in zip(only, rows)):
            bad.append(f"findings are not {rows}")
    if "first" in wanted and not any(finding_fits(f, wanted["first"]) for f in found):
        bad.append(f"no finding {wanted['first']}")
    if any("/work" in f["message"] or "/tmp/" in f["message"] for f in found):
        bad.append("a path of the grader's leaked")
    return [*bad, f"findings: {said}"] if bad else []


def main():
    failed = 0
    for claim, (files, wanted_rubric, wanted) in ROWS.items():
        if ONLY and not any(part in claim for part in ONLY):
            continue
        begin = time.monotonic()
        bad = faults(claim, files, wanted_rubric, wanted)
        failed += bool(bad)
        print(f"{'FAIL' if bad else 'ok  '} {claim} ({time.monotonic() - begin:.2f} s)", *bad, sep="\n       ")
    for name, part in REFUSED.items():
        with tempfile.TemporaryDirectory() as folder:
            done, _ = grade({name: GOOD}, rubric(), folder)
        ok = done.returncode == 2 and part in done.stderr.decode() and not done.stdout
        failed += not ok
        print(f"{'ok  ' if ok else 'FAIL'} command line refuses {name}: {done.stderr.decode().strip()}")
    sys.exit(1 if failed else 0)


main()
