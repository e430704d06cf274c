#!/usr/bin/env python3
# tidy.py -- the house rules that a machine can check: layers, foreign headers, lengths, banned calls, first lines.
"""Usage: tidy.py SOURCE_DIR. Prints one line a fault, file:line: what; exit 1 when there is one."""
import pathlib
import re
import subprocess
import sys

LINE_MAX = 120
FUNCTION_MAX = 70
FILE_MAX = 700
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "server", "sandbox", "rubrics", "tests", "docker"}
LAYERS = ["sandbox", "rubrics", "server"]  # each may include itself and those before it
# Programs are leaves: nobody includes their folders.
LEAVES = {"server/cli", "server/http", "server/deliver", "sandbox/walls", "sandbox/inspect"}
# A foreign library is known to these files only.
FOREIGN = {
    "seccomp.h": r"sandbox/policy/compile\.c",
    "archive.h": r"sandbox/inspect/unpack\.c",
    "archive_entry.h": r"sandbox/inspect/unpack\.c",
    "elfutils/": r"sandbox/inspect/((symbols|stacks|lines|members)\.c|members\.h)",
    "dwarf.h": r"sandbox/inspect/(symbols|stacks|lines|members)\.c",
    "gelf.h": r"sandbox/inspect/symbols\.c",
    "libelf.h": r"sandbox/inspect/symbols\.c",
    "jansson.h": r"rubrics/json\.h",  # one door; others include it
    "nettle/": r"rubrics/digest\.c",
    "sqlite3.h": r"server/sql_sqlite\.c",
    "libpq-fe.h": r"server/sql_postgres\.c",
    "ini.h": r"server/config\.c",
    "microhttpd.h": r"server/http/wire\.c",
    "curl/": r"server/deliver/client\.c",
    "cmocka.h": r"tests/unit/.*\.[ch]",
}
BANNED = ("strcpy strcat stpcpy sprintf vsprintf gets system popen atoi atol atoll atof strtok alloca rand srand "
          "tmpnam mktemp setjmp longjmp").split()
WORDS = re.compile(r"\b(TODO|FIXME|XXX|SCAFFOLD|not implemented|unimplemented)\b")
# Programs written as students write them, or recorded as they came: no house rules there.
FREE = re.compile("|".join([
    r"rubrics/catalog/.*/(solutions|mistakes)/",
    r"tests/(programs|race|walls|strangers|kit|build|hostile|samples|values)/.*\.[ch]$",
    r"server/web/dist/",
    r"tests/fuzz/corpus/|tests/.*/(corpus|data|captured)/|package-lock\.json$",
]))


def strip(text):
    """The text with comments, strings and character constants blanked, lines kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def functions(code):
    """(line, length) of each function body: a '{' alone in column 0 up to its '}' in column 0."""
    start = None
    for number, line in enumerate(code.split("\n"), 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start:
            yield start, number - start - 1
            start = None


def folder_of(path):
    return path.rsplit("/", 1)[0]


def check_includes(path, text):
    layer = path.split("/")[0]
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        name = match.group(2)
        if match.group(1) == '"':
            if not re.match(r"(sandbox|rubrics|server|tests)/", name):
                yield number, f'"{name}" is not included from the root'
                continue
            other = name.split("/")[0]
            if layer in LAYERS and (other not in LAYERS or LAYERS.index(other) > LAYERS.index(layer)):
                yield number, f"layer {layer} includes {name} of a higher layer"
            for leaf in LEAVES:
                if folder_of(name) == leaf and layer in LAYERS and folder_of(path) != leaf \
                        and not (leaf == "sandbox/walls" and folder_of(path) in ("sandbox", "sandbox/policy")):
                    yield number, f"{name} belongs to a program; nobody else includes it"
        else:
            for foreign, allowed in FOREIGN.items():
                if (name == foreign or (foreign.endswith("/") and name.startswith(foreign))) \
                        and not re.fullmatch(allowed, path):
                    yield number, f"<{name}> is included outside {allowed}"


def check_c(path, text):
    code = strip(text)
    stem = path.rsplit("/", 1)[1]
    first = text.split("\n", 1)[0]
    if not re.match(r"/\* " + re.escape(stem) + r" -- \S.*", first):
        yield 1, f"the first line is not '/* {stem} -- purpose. */'"
    if path.endswith(".h"):
        guard = re.sub(r"[/.]", "_", path).upper()
        if not re.search(rf"^#ifndef {guard}\n#define {guard}$", text, re.M):
            yield 1, f"the include guard is not {guard}"
    for number, length in functions(code):
        if length > FUNCTION_MAX:
            yield number, f"function of {length} lines (at most {FUNCTION_MAX})"
    lines = text.count("\n")
    if lines > FILE_MAX:
        yield FILE_MAX, f"file of {lines} lines (at most {FILE_MAX})"
    for number, line in enumerate(code.split("\n"), 1):
        for call in re.findall(r"(?<![\w.>])(\w+)\s*\(", line):
            if call in BANNED:
                yield number, f"{call}() is banned"
    yield from check_includes(path, text)


def check_any(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        # Tables of programs, headers and documents may be wide where a break would only hide their columns.
        if len(line) > LINE_MAX and not path.endswith((".md", ".json", ".svg", ".html")):
            yield number, f"line of {len(line)} columns (at most {LINE_MAX})"
        if line != line.rstrip() and not path.endswith(".md"):
            yield number, "blanks at the end of the line"
        if WORDS.search(line) and not path.startswith("tests/tidy/"):
            yield number, f"'{WORDS.search(line).group()}' is left behind"
    if path.endswith((".sh", ".py")) or text.startswith("#!"):
        head = text.split("\n", 2)
        stem = path.rsplit("/", 1)[-1]
        if not any(re.match(r"# " + re.escape(stem) + r" -- \S", line) for line in head[:2]):
            yield 1, f"no line '# {stem} -- purpose'"


def main():
    root = pathlib.Path(sys.argv[1])
    listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], check=True,
                            capture_output=True, text=True).stdout.split("\n")
    faults = 0
    files = 0
    for path in sorted(p for p in listed if p and (root / p).is_file()):
        found = []
        top = path.split("/")[0]
        if top not in TOP_LEVEL and not top.startswith("."):
            found.append((1, f"'{top}' does not belong at the top"))
        if not FREE.search(path):
            try:
                text = (root / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            found += check_any(path, text)
            if path.endswith((".c", ".h")):
                found += check_c(path, text)
        files += 1
        for number, what in sorted(found):
            print(f"{path}:{number}: {what}")
        faults += len(found)
    print(f"{files} files, {faults} faults")
    return 1 if faults or files == 0 else 0


sys.exit(main())
