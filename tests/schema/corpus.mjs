// corpus.mjs -- small rubrics, each labelled: valid, or the pointer of its fault, or a fault only `meaning` can see.

export function base() {
  return {
    schema: "bothends.rubric/1", id: "pipe", title: "Pipe", task: "Do it.", max_points: 10000,
    due: "2026-12-01T23:59:00Z",
    compile: { standard: "c17", flags: ["-Wall", "-O1"], libraries: ["m"], kit: true },
    limits: { cpu_s: 1.5, wall_s: 3, memory_mib: 64, processes: 8, output_kib: 64, file_kib: 64 },
    cases: [
      { id: "hello", title: "Hello", args: ["a", ""], stdin: "in\n",
        files: [{ name: "in.txt", text: "x" }, { name: "d/b.bin", base64: "AAEC" }],
        expect: { stdout: { match: "exact", text: "hi\n", trailing_space: "exact" }, exit: 0,
                  files: [{ name: "out.txt", match: "lines", text: "a\nb" }] }, runs: 3 },
      { id: "sum", expect: { stdout: { match: "numeric", text: "1.5", tolerance: 0.01 } } },
      { id: "quiet" },
    ],
    values: [
      { name: "counter", source: "variable", variable: "shared->count", expected: "4000" },
      { name: "total", source: "number", pattern: "Total: ([0-9]+)", allowed: ["1", "2"],
        case: "hello", schedules: 50, strategy: "pct", complete: true, seed: 7 },
      { name: "slot", source: "mp_value", variable: "slots[2]", expected: "" },
      { name: "output", source: "stdout", expected: "a\nb" },
      { name: "written", source: "number", pattern: "([0-9]+)", file: "out/total.txt", expected: "4" },
    ],
    criteria: [
      { id: "compiles", title: "Compiles", check: "compiles", points: 1000 },
      { id: "warnings", title: "Warnings", check: "no-warnings", points: 1000, partial: true, requires: ["compiles"],
        arguments: { ignore: ["-Wunused-variable"], points_each: 200 } },
      { id: "output", title: "Output", check: "stdout", points: 3000, text: "Why.",
        arguments: { cases: ["hello", "sum"] } },
      { id: "exit", title: "Exit", check: "exit-status", points: 700, visibility: "hidden" },
      { id: "ends", title: "Ends", check: "no-timeout", points: 1000, visibility: "after_due" },
      { id: "files", title: "Files", check: "files", points: 1000 },
      { id: "uses", title: "Uses", check: "source-uses", points: 1000,
        arguments: { functions: ["fork", "vfork"], any: true } },
      { id: "forbids", title: "Forbids", check: "source-forbids", points: 1000,
        arguments: { functions: ["system"] } },
      { id: "races", title: "Races", check: "race-free", points: 0, partial: true,
        arguments: { values: ["counter"], points_each: 100 } },
      { id: "outcome", title: "Outcome", check: "value-outcome", points: 0 },
      { id: "lock", title: "Lock", check: "uses-lock", points: 0,
        arguments: { values: ["counter", "slot"], locks: ["mutex", "semaphore"] } },
      { id: "unused", title: "Unused", check: "closes-unused-ends", points: 100, partial: true,
        arguments: { cases: ["hello"], processes: ["parent", "children", "child 2.1"], points_each: 20, floor: 10 } },
      { id: "all", title: "All", check: "closes-all-ends", points: 0, arguments: { accept_exit: true } },
      { id: "bad", title: "Bad", check: "no-bad-close", points: 0 },
      { id: "broken", title: "Broken", check: "no-broken-pipe", points: 0 },
      { id: "reaps", title: "Reaps", check: "reaps-children", points: 0, arguments: { processes: ["child 1"] } },
      { id: "left", title: "Left", check: "no-end-left-open", points: 0, arguments: { accept_exit: true } },
      { id: "stuck", title: "Stuck", check: "no-deadlock", points: 100, partial: true,
        arguments: { cases: ["hello"], processes: ["children"], points_each: 20, floor: 10 } },
      { id: "spins", title: "Spins", check: "no-busy-wait", points: 100, partial: true,
        arguments: { cases: ["hello"], processes: ["parent"], points_each: 20, floor: 10 } },
      { id: "succeed", title: "Succeed", check: "children-succeed", points: 0, arguments: { cases: ["hello"] } },
      { id: "opened", title: "Files", check: "closes-files", points: 0, arguments: { cases: ["hello"] } },
      { id: "pipes", title: "Pipes", check: "several-pipes", points: 0, arguments: { cases: ["hello"], at_least: 3 } },
      { id: "misuse", title: "Misuse", check: "no-lock-misuse", points: 0 },
    ],
  };
}

const small = () => ({
  schema: "bothends.rubric/1", id: "a", title: "A", max_points: 100,
  criteria: [{ id: "c", title: "C", check: "compiles", points: 100 }],
});

function walk(doc, pointer) {
  const keys = pointer.split("/").slice(1).map((k) => k.replaceAll("~1", "/").replaceAll("~0", "~"));
  let at = doc;
  for (const key of keys.slice(0, -1)) at = at[key];
  return [at, keys.at(-1)];
}

const rows = [];
const good = (name, change) => {
  const doc = base();
  change(doc);
  rows.push({ name, text: JSON.stringify(doc) });
};
// The fault stands at pointer, which gets the value (undefined: taken away; then the fault is where it was missed).
const bad = (pointer, value, at = pointer, more = {}) => {
  const doc = base();
  const [parent, key] = walk(doc, pointer);
  if (value === undefined) delete parent[key];
  else parent[key] = value;
  rows.push({ name: `${pointer} = ${JSON.stringify(value)?.slice(0, 60)}`, text: JSON.stringify(doc), at, ...more });
};
const put = (pointer, value) => good(`${pointer} = ${JSON.stringify(value)?.slice(0, 60)}`, (doc) => {
  const [parent, key] = walk(doc, pointer);
  if (value === undefined) delete parent[key];
  else parent[key] = value;
});
const meaning = { meaning: true };
const text = (name, content, at, more = {}) => rows.push({ name, text: content, at, ...more });
const edited = (name, from, to, at, more = {}) => {
  const whole = JSON.stringify(small());
  if (!whole.includes(from)) throw new Error(`corpus: '${from}' is not in the small document`);
  rows.push({ name, text: whole.replace(from, to), at, ...more });
};

// --- whole documents
good("the base", () => {});
rows.push({ name: "the smallest", text: JSON.stringify(small()) });
rows.push({ name: "with blanks and line ends", text: ` \n${JSON.stringify(small(), null, 4)}\r\n\t` });
text("nothing", "", "");
text("blank", " \n", "");
text("cut short", JSON.stringify(small()).slice(0, -1), "/criteria");
text("text after the end", `${JSON.stringify(small())}}`, "");
text("an array", "[]", "");
text("a string", '"bothends.rubric/1"', "");
text("null", "null", "");
text("a number", "1", "");
text("a byte order mark", `\ufeff${JSON.stringify(small())}`, "");
text("a comment", `${JSON.stringify(small())}// no`, "");
text("an empty object", "{}", "", { several: true });
edited("a duplicate key", '"id":"a"', '"id":"a","id":"a"', "/id", meaning);
edited("a duplicate key by escape", '"id":"a"', '"id":"a","\\u0069d":"a"', "/id", meaning);
edited("a trailing comma", '"max_points":100', '"max_points":100,', "", { several: true });
edited("33 levels", '"A"', "[".repeat(33) + "]".repeat(33), "/title" + "/0".repeat(31));
edited("bad UTF-8", '"A"', '"\u{fffd}!"', "/title", { bytes: [0xff] });
edited("a lone surrogate", '"A"', '"\\ud800"', "/title");
edited("a surrogate pair", '"A"', '"\\ud83d\\ude00"');
edited("an escaped NUL", '"A"', '"a\\u0000"', "/title");
edited("an escaped NUL in a key", '"id":', '"x\\u0000":1,"id":', "/x");
edited("a prototype", '"id":', '"__proto__":{},"id":', "/__proto__");
edited("a constructor", '"id":', '"constructor":1,"id":', "/constructor");

// --- numbers
edited("points as 1e2", '"max_points":100', '"max_points":1e2');
edited("points as 100.0", '"max_points":100', '"max_points":100.0');
edited("points as 0.1e3", '"max_points":100', '"max_points":0.1e3');
edited("points as 100.5", '"max_points":100', '"max_points":100.5', "/max_points");
edited("points as 1e400", '"max_points":100', '"max_points":1e400', "/max_points");
edited("points as -0", '"max_points":100', '"max_points":-0', "/max_points");
edited("points as +100", '"max_points":100', '"max_points":+100', "/max_points");
edited("points as 0100", '"max_points":100', '"max_points":0100', "/max_points");
edited("points as 0x64", '"max_points":100', '"max_points":0x64', "/max_points");
edited("points beyond 64 bits", '"max_points":100', '"max_points":99999999999999999999', "/max_points");
edited("points beyond 2^53", '"max_points":100', '"max_points":9007199254740993', "/max_points");
edited("points that round to whole", '"max_points":100', '"max_points":100.00000000000000000001');
edited("a criterion worth -0", '"points":100', '"points":-0', "/max_points", meaning);
edited("a criterion worth -0.0", '"points":100', '"points":-0.0', "/max_points", meaning);

// --- every key: missing, null, of each wrong type
for (const key of ["schema", "id", "title", "max_points", "criteria"]) bad(`/${key}`, undefined, "");
for (const key of ["task", "limits", "compile"]) put(`/${key}`, undefined);
const strings = ["/schema", "/id", "/title", "/task", "/due", "/compile/standard", "/cases/0/id", "/cases/0/title",
  "/cases/0/stdin", "/cases/0/args/0", "/cases/0/files/0/name", "/cases/0/files/0/text", "/cases/0/files/1/base64",
  "/cases/0/expect/stdout/match", "/cases/0/expect/stdout/text", "/cases/0/expect/stdout/trailing_space",
  "/cases/0/expect/files/0/name", "/criteria/0/title", "/criteria/2/text", "/criteria/3/visibility",
  "/criteria/0/check", "/criteria/1/arguments/ignore/0", "/criteria/6/arguments/functions/0", "/compile/flags/0",
  "/compile/libraries/0", "/criteria/1/requires/0", "/criteria/2/arguments/cases/0"];
for (const pointer of strings) for (const value of [null, 1, []]) bad(pointer, value, pointer, { several: true });
const numbers = ["/max_points", "/limits/cpu_s", "/limits/wall_s", "/limits/memory_mib", "/limits/processes",
  "/limits/output_kib", "/limits/file_kib", "/cases/0/expect/exit", "/cases/1/expect/stdout/tolerance",
  "/cases/0/runs", "/criteria/0/points", "/criteria/1/arguments/points_each"];
for (const pointer of numbers) for (const value of ["1", null, -1]) bad(pointer, value, pointer, { several: true });
for (const pointer of ["/compile/kit", "/criteria/1/partial", "/criteria/6/arguments/any"])
  for (const value of [0, "true"]) bad(pointer, value, pointer, { several: true });
for (const pointer of ["/compile", "/limits", "/cases/0", "/cases/0/files/0", "/cases/0/expect",
  "/cases/0/expect/stdout", "/cases/0/expect/files/0", "/criteria/0", "/criteria/1/arguments"])
  for (const value of [null, []]) bad(pointer, value, pointer, { several: true });
for (const pointer of ["/cases", "/criteria", "/compile/flags", "/compile/libraries", "/cases/0/args",
  "/cases/0/files", "/cases/0/expect/files", "/criteria/1/requires", "/criteria/1/arguments/ignore",
  "/criteria/2/arguments/cases", "/criteria/6/arguments/functions"])
  for (const value of [{}, "x"]) bad(pointer, value, pointer, { several: true });
// --- unknown keys in every object
for (const pointer of ["", "/compile", "/limits", "/cases/0", "/cases/0/files/0", "/cases/0/expect",
  "/cases/0/expect/stdout", "/cases/0/expect/files/0", "/criteria/0", "/criteria/1/arguments"])
  bad(`${pointer}/colour`, 1);

// --- ids, titles, names
for (const id of ["", "-a", "A", "a_b", "a b", "\u00e4", "a".repeat(65), "a\n"]) bad("/id", id);
for (const id of ["a", "0", "a-", "a".repeat(64)]) put("/id", id);
for (const title of ["", "a\nb", "a\tb", "\u007f", "\u0085", "x".repeat(201)]) bad("/title", title);
for (const title of ["x".repeat(200), "\u{1f600}".repeat(200), "<b>&", "\u00a0"]) put("/title", title);
for (const name of ["", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "-o", "a/-o", "a\\b", "a\nb", "\u0080",
  "1/2/3/4/5/6/7/8/9", "x".repeat(201)]) bad("/cases/0/files/0/name", name);
for (const name of ["a", ".a", "..a", "a..", "...", "a b", "\u00e4.txt", "1/2/3/4/5/6/7/8", "x".repeat(200)])
  put("/cases/0/files/0/name", name);
bad("/cases/0/files/0/name", "\u00e4".repeat(150), "/cases/0/files/0/name", meaning);
bad("/cases/0/files/0/name", "d", "/cases/0/files/1/name", meaning);
bad("/cases/0/files/1/name", "in.txt", "/cases/0/files/1/name", meaning);
good("a name that only begins alike", (doc) => { doc.cases[0].files[0].name = "d.txt"; });

// --- compile
for (const flag of ["-o/etc/x", "-fplugin=x", "-Wl,-z", "@x", "-DX=1", "-D_GNU_SOURCE=", "", "-I/", "-include", "-w",
  "-Wall -o", "-B.", "-specs=x", "-save-temps", "x.c"]) bad("/compile/flags/1", flag);
bad("/compile/flags", ["-Wall", "-Wall"], "/compile/flags/1");
put("/compile/flags", []);
bad("/compile/libraries/0", "curl");
bad("/compile/libraries", ["m", "m"], "/compile/libraries/1");
bad("/compile/standard", "c99");
put("/compile", {});

// --- limits, runs, exit
for (const [key, low, high] of [["cpu_s", 0.1, 60], ["wall_s", 0.1, 120]]) {
  put(`/limits/${key}`, low);
  put(`/limits/${key}`, high);
  bad(`/limits/${key}`, low - 0.01);
  bad(`/limits/${key}`, high + 0.01);
}
for (const [pointer, low, high] of [["/limits/memory_mib", 8, 4096], ["/limits/processes", 1, 512],
  ["/limits/output_kib", 1, 16384], ["/limits/file_kib", 1, 65536], ["/cases/0/runs", 1, 100],
  ["/cases/0/expect/exit", 0, 255], ["/criteria/1/arguments/points_each", 1, 1000000],
  ["/criteria/21/arguments/at_least", 1, 512]]) {
  put(pointer, low);
  put(pointer, high);
  bad(pointer, low - 1);
  bad(pointer, high + 1);
  bad(pointer, low + 0.5);
}
good("500 runs", (doc) => {
  for (let i = 0; i < 4; i++) doc.cases.push({ id: `r${i}`, runs: 100 });
  doc.cases[0].runs = 98;
});
const many = base();
for (let i = 0; i < 4; i++) many.cases.push({ id: `r${i}`, runs: 100 });
many.cases[0].runs = 99;
rows.push({ name: "501 runs", text: JSON.stringify(many), at: "/cases", meaning: true });

// --- due
for (const due of ["2026-12-01T23:59:00+01:00", "2026-12-01T23:59:00.5Z", "2028-02-29T00:00:00Z",
  "2999-12-31T23:59:59-23:59", "2026-12-01T00:00:00.123456789Z"]) put("/due", due);
for (const due of ["", "2026-12-01", "2026-12-01T23:59Z", "2026-12-01 23:59:00Z", "2026-12-01t23:59:00z",
  "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-00T00:00:00Z",
  "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00",
  "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00.Z", "1999-01-01T00:00:00Z",
  "3000-01-01T00:00:00Z", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00.1234567890Z"]) bad("/due", due);
for (const due of ["2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2100-02-29T00:00:00Z"])
  bad("/due", due, "/due", meaning);
bad("/due", undefined, "/criteria/4/visibility");

// --- cases
put("/cases/0/args", Array(64).fill("x"));
bad("/cases/0/args", Array(65).fill("x"));
put("/cases/0/args/0", "\u{1f600}".repeat(1000));
bad("/cases/0/args/0", "x".repeat(1001));
bad("/cases/0/args", Array(17).fill("x".repeat(1000)), "/cases/0", meaning);
bad("/cases/1/id", "hello", "/cases/1/id", { meaning: true, several: true });
bad("/cases/0/id", undefined, "/cases/0", { several: true });
put("/cases/2/expect", {});
put("/cases/0/stdin", "x".repeat(262144));
bad("/cases/0/stdin", "x".repeat(262145));
for (const base64 of ["", "QQ==", "QUI=", "QUJD", "+/+/"]) put("/cases/0/files/1/base64", base64);
for (const base64 of ["Q", "QQ", "QQ=", "QQ===", "QR==", "QUJ=", "Q=Q=", "QQ==QQ==", "QUJD\n", "-_-_", "===="])
  bad("/cases/0/files/1/base64", base64);
bad("/cases/0/files/0/text", undefined, "/cases/0/files/0");
bad("/cases/0/files/0/base64", "", "/cases/0/files/0");
bad("/cases/0/files/0/name", undefined, "/cases/0/files/0");
put("/cases/0/files", Array.from({ length: 32 }, (_, i) => ({ name: `f${i}`, text: "" })));
bad("/cases/0/files", Array.from({ length: 33 }, (_, i) => ({ name: `f${i}`, text: "" })));
bad("/cases/0/expect/stdout/text", undefined, "/cases/0/expect/stdout");
bad("/cases/0/expect/stdout/match", "glob");
put("/cases/0/expect/stdout/match", undefined);
bad("/cases/0/expect/stdout/tolerance", 0.1);
bad("/cases/1/expect/stdout/match", undefined, "/cases/1/expect/stdout/tolerance");
put("/cases/1/expect/stdout/tolerance", 0);
put("/cases/1/expect/stdout/tolerance", 1);
bad("/cases/1/expect/stdout/tolerance", 1.1);
bad("/cases/0/expect/files/0/name", "../x");
bad("/cases/0/expect/files/0/tolerance", 0.1);
bad("/cases/0/expect/files/0/text", undefined, "/cases/0/expect/files/0");
bad("/cases/0/expect/files/0/base64", "AAEC", "/cases/0/expect/files/0");
put("/cases/0/expect/files/0", { name: "out.bin", base64: "AAEC" });
put("/cases/0/expect/files/0", { name: "out.bin", match: "exact", base64: "" });
bad("/cases/0/expect/files/0", { name: "out.bin", match: "lines", base64: "AAEC" }, "/cases/0/expect/files/0/match");
bad("/cases/0/expect/files/0", { name: "out.bin", base64: "QQ" }, "/cases/0/expect/files/0/base64");
bad("/cases/0/expect/stdout", { base64: "AAEC" }, "/cases/0/expect/stdout/base64");
const regex = (pattern, at, more) => {
  const value = { match: "regex", text: pattern };
  const pointer = "/cases/0/expect/stdout";
  if (at === undefined) put(pointer, value);
  else bad(pointer, value, `${pointer}/text`, more);
};
regex("(Received: [A-Z]+\n)*");
regex("x".repeat(2000));
regex("x".repeat(2001), true);
for (const pattern of ["(", "a)", "[", "*a", "a{2,1}", "(a*)*", "((a{255}){255}){255}", "(a)\\1"])
  regex(pattern, true, meaning);

// --- criteria
put("/criteria/0/title", "x".repeat(200));
bad("/criteria/0/title", undefined, "/criteria/0");
bad("/criteria/0/check", undefined, "/criteria/0");
bad("/criteria/0/points", undefined, "/criteria/0");
bad("/criteria/0/check", "compile");
bad("/criteria/0/points", 1000001);
bad("/criteria/0/points", 999, "/max_points", meaning);
bad("/criteria/0/points", 10.5);
bad("/criteria", [], "/criteria");
bad("/criteria/3/visibility", "secret");
bad("/criteria/1/id", "compiles", "/criteria/1/id", { meaning: true, several: true });
bad("/criteria/1/requires/0", "nothing", "/criteria/1/requires/0", meaning);
bad("/criteria/1/requires/0", "warnings", "/criteria/1/requires/0", meaning);
bad("/criteria/1/requires/0", "output", "/criteria/1/requires/0", meaning);
bad("/criteria/1/requires", ["compiles", "compiles"], "/criteria/1/requires/1");
bad("/criteria/1/requires/0", "Compiles");
put("/criteria/1/requires", []);
bad("/criteria/0/arguments", { cases: ["hello"] }, "/criteria/0/arguments/cases");
bad("/criteria/3/arguments", { functions: ["a"] }, "/criteria/3/arguments/functions");
bad("/criteria/7/arguments/any", true);
bad("/criteria/7/arguments/cases", ["hello"]);
bad("/criteria/2/arguments/points_each", 100, "/criteria/2/arguments/points_each", { several: true });
put("/criteria/0/arguments", {});
put("/criteria/2/arguments", {});
bad("/criteria/2/arguments/cases", []);
bad("/criteria/2/arguments/cases/0", "quiet", "/criteria/2/arguments/cases/0", meaning);
bad("/criteria/2/arguments/cases/0", "hell", "/criteria/2/arguments/cases/0", meaning);
bad("/criteria/2/arguments/cases", ["sum", "sum"], "/criteria/2/arguments/cases/1");
bad("/cases", [], "/criteria/2/arguments/cases/0", { meaning: true, several: true });
bad("/cases/0/expect/exit", undefined, "/criteria/3/check", meaning);
bad("/cases/0/expect/files", [], "/criteria/5/check", meaning);
bad("/criteria/6/arguments", undefined, "/criteria/6");
bad("/criteria/6/arguments", {}, "/criteria/6/arguments");
bad("/criteria/6/arguments/functions", []);
for (const name of ["", "1a", "a-b", "a b", "f()", "\u00e4", "x".repeat(65)])
  bad("/criteria/6/arguments/functions/0", name);
for (const name of ["_", "F", "mp_send", "x".repeat(64)]) put("/criteria/6/arguments/functions/0", name);
bad("/criteria/7/arguments/functions", ["fork", "vfork"], "/criteria/6/arguments/functions/0", meaning);
put("/criteria/7/arguments/functions", ["fork"]);
put("/criteria/6/arguments", { functions: ["fork"], any: false });
for (const option of ["", "-W", "Wall", "-Wno-unused", "-Werror", "-Werror=x", "-WX", "-Wa b", `-W${"x".repeat(63)}`])
  bad("/criteria/1/arguments/ignore/0", option);
for (const option of ["-Wx", "-Wformat=", "-Wc++-compat", "-Wnonnull"]) put("/criteria/1/arguments/ignore/0", option);
put("/criteria/1/arguments/ignore", []);
bad("/criteria/1/partial", undefined, "/criteria/1/arguments/points_each");
bad("/criteria/1/partial", false, "/criteria/1/arguments/points_each");
// --- values
for (const pointer of ["/values/0/name", "/values/0/variable", "/values/0/expected", "/values/1/pattern",
  "/values/1/allowed/0", "/values/1/case", "/values/1/strategy", "/values/0/source",
  "/criteria/8/arguments/values/0", "/criteria/10/arguments/locks/0"])
  for (const value of [null, 1, []]) bad(pointer, value, pointer, { several: true });
for (const pointer of ["/values/1/schedules", "/values/1/seed"])
  for (const value of ["1", null, -1]) bad(pointer, value);
for (const value of [0, "true"]) bad("/values/1/complete", value);
for (const pointer of ["/values/0", "/values/3"])
  for (const value of [null, []]) bad(pointer, value, pointer, { several: true });
for (const pointer of ["/values", "/values/1/allowed", "/criteria/8/arguments/values", "/criteria/10/arguments/locks"])
  for (const value of [{}, "x"]) bad(pointer, value, pointer, { several: true });
bad("/values/0/colour", 1);
for (const [pointer, low, high] of [["/values/1/schedules", 1, 2000], ["/values/1/seed", 1, 9007199254740991]]) {
  put(pointer, low);
  put(pointer, high);
  bad(pointer, low - 1);
  bad(pointer, low + 0.5);
}
bad("/values/1/schedules", 2001);
bad("/values/0/name", undefined, "/values/0", { several: true });
bad("/values/3/name", "Output", "/values/3/name");
bad("/values/3/name", "slot", "/values/3/name", meaning);
bad("/values/0/source", undefined, "/values/0");
bad("/values/3/source", "stdin");
put("/values/4/file", "total.txt");
put("/values/4/file", undefined);
put("/values/1/file", "total.txt");
for (const name of ["", "/total.txt", "../x", "a/../b", "-x", "a\\b", "x".repeat(201)]) bad("/values/4/file", name);
for (const value of [null, 1, ["a"]]) bad("/values/4/file", value, "/values/4/file", { several: true });
bad("/values/0/file", "total.txt");
bad("/values/3/file", "total.txt");
bad("/values/0/variable", undefined, "/values/0");
bad("/values/2/variable", undefined, "/values/2");
bad("/values/1/pattern", undefined, "/values/1");
bad("/values/1/variable", "x");
bad("/values/3/variable", "x");
bad("/values/0/pattern", "([0-9]+)");
for (const name of ["a", "_a1", "a.b", "a->b.c", "a[0]", "a[0][12].b", "x".repeat(128)])
  put("/values/0/variable", name);
for (const name of ["", "1a", "a-b", "a->", "a.", "a[", "a[]", "a[x]", "a[1]b", "*a", "a b", "a[-1]", "a[1234567890]",
  "x".repeat(129)]) bad("/values/0/variable", name);
for (const pattern of ["([0-9]+)", "Total: (-?[0-9.]+)"]) put("/values/1/pattern", pattern);
for (const pattern of ["", "[0-9]+", "([0-9]+)([0-9]+)", "((a)*)*", "("]) bad("/values/1/pattern", pattern,
  "/values/1/pattern", meaning);
bad("/values/1/pattern", `(${"x".repeat(1999)})`);
bad("/values/0/expected", undefined, "/values/0");
bad("/values/0/allowed", ["1"], "/values/0");
bad("/values/1/allowed", []);
bad("/values/1/allowed", ["1", "1"], "/values/1/allowed/1");
put("/values/1/allowed", Array.from({ length: 100 }, (_, i) => `${i}`));
bad("/values/1/allowed", Array.from({ length: 101 }, (_, i) => `${i}`));
put("/values/0/expected", "x".repeat(1000));
bad("/values/0/expected", "x".repeat(1001));
bad("/values/1/case", "nothing", "/values/1/case", meaning);
bad("/values/1/case", "Hello");
bad("/values/1/strategy", "luck");
for (const strategy of ["mixed", "random_walk", "pct", "systematic"]) put("/values/1/strategy", strategy);
const value = (i, more = {}) => ({ name: `v${i}`, source: "stdout", expected: "", ...more });
const valued = (count, more) => {
  const doc = base();
  doc.criteria.splice(8, 3);
  doc.criteria = doc.criteria.filter((c) => c.id !== "misuse");
  doc.values = Array.from({ length: count }, (_, i) => value(i, more));
  return JSON.stringify(doc);
};
rows.push({ name: "no values that nobody asks for", text: valued(0) });
rows.push({ name: "16 values", text: valued(16) });
rows.push({ name: "17 values", text: valued(17), at: "/values" });
rows.push({ name: "8000 schedules", text: valued(4, { schedules: 2000 }) });
rows.push({ name: "8001 schedules", text: valued(5, { schedules: 1601 }), at: "/values", meaning: true });
bad("/values", [], "/criteria/9/check", { meaning: true, several: true });
bad("/cases", [], "/values/0", { meaning: true, several: true });
bad("/criteria/8/arguments/values/0", "nothing", "/criteria/8/arguments/values/0", meaning);
bad("/criteria/8/arguments/values", ["slot", "slot"], "/criteria/8/arguments/values/1");
bad("/criteria/8/arguments/values", []);
bad("/criteria/9/arguments", { cases: ["hello"] }, "/criteria/9/arguments/cases");
bad("/criteria/9/arguments", { points_each: 1 }, "/criteria/9/arguments/points_each", { several: true });
bad("/criteria/8/arguments/locks", ["mutex"]);
for (const name of ["parent", "children", "child 1", "child 10.2.3"]) put("/criteria/11/arguments/processes", [name]);
for (const name of ["", "Parent", "child", "child ", "child 0", "child 01", "child 1.", "child 1.0", "child  1"])
  bad("/criteria/11/arguments/processes/0", name);
bad("/criteria/11/arguments/processes", []);
bad("/criteria/11/arguments/processes", ["parent", "parent"], "/criteria/11/arguments/processes/1");
bad("/criteria/11/arguments/accept_exit", true);
bad("/criteria/11/arguments/floor", 0);
bad("/criteria/11/arguments/floor", 101, "/criteria/11/arguments/floor", meaning);
bad("/criteria/11/arguments/points_each", undefined, "/criteria/11/arguments/floor");
bad("/criteria/12/arguments/accept_exit", "yes");
bad("/criteria/13/arguments", { at_least: 3 }, "/criteria/13/arguments/at_least");
bad("/criteria/13/arguments", { accept_exit: true }, "/criteria/13/arguments/accept_exit");
for (const i of [17, 18]) {
  bad(`/criteria/${i}/arguments/accept_exit`, true);
  bad(`/criteria/${i}/arguments/values`, ["counter"], `/criteria/${i}/arguments/values`);
  bad(`/criteria/${i}/arguments/floor`, 101, `/criteria/${i}/arguments/floor`, meaning);
  bad(`/criteria/${i}/arguments/points_each`, undefined, `/criteria/${i}/arguments/floor`);
  bad(`/criteria/${i}/partial`, undefined, `/criteria/${i}/arguments/points_each`);
  bad(`/criteria/${i}/arguments/processes`, []);
}
bad("/criteria/4/arguments", { processes: ["parent"] }, "/criteria/4/arguments/processes");
bad("/criteria/10/arguments/locks/0", "pipe");
bad("/criteria/10/arguments/locks", ["mutex", "mutex"], "/criteria/10/arguments/locks/1");
for (const lock of ["mutex", "rwlock", "spinlock", "semaphore", "file_lock", "atomic"])
  put("/criteria/10/arguments/locks", [lock]);
bad("/criteria/0/arguments", { values: ["counter"] }, "/criteria/0/arguments/values");

const hundred = (count) => Array.from({ length: count },
  (_, i) => ({ id: `c${i}`, title: "C", check: "compiles", points: 100 }));
rows.push({ name: "100 criteria", text: JSON.stringify({ ...small(), max_points: 10000, criteria: hundred(100) }) });
rows.push({ name: "101 criteria", at: "/criteria", several: true,
  text: JSON.stringify({ ...small(), max_points: 10100, criteria: hundred(101) }) });

export { rows };
