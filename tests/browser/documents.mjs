// documents.mjs -- grades as nobody sees them every day: full of markup, and long.
export const SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
export const BIDI = "access\u202e\u2066 // admin\u2069\u2066 only";

// more: what each of the 10,000 findings says besides, by its number.
export function hostile(more = () => ({})) {
  const finding = (own) => ({
    code: "crash",
    severity: "error",
    process: SCRIPT,
    message: `message ${SCRIPT}`,
    hint: SCRIPT,
    where: [{ file: "<script>.c", line: 1, function: SCRIPT }],
    ...own,
  });
  return {
    schema: "bothends.grade/1",
    id: SCRIPT,
    status: "graded",
    rubric: { id: SCRIPT, version: 1, title: `T ${SCRIPT}` },
    files: [],
    score: 1,
    max_score: 2,
    criteria: [
      {
        id: "a",
        title: SCRIPT,
        points: 0,
        max_points: 1,
        passed: false,
        message: BIDI,
        text: "</script>",
        findings: Array.from({ length: 10000 }, (_, at) => at),
      },
      { passed: null, findings: null },
      {},
    ],
    findings: [
      ...Array.from({ length: 9999 }, (_, at) => finding(more(at))),
      finding({ severity: "javascript:", message: "x".repeat(1 << 20), ...more(9999) }),
    ],
    runs: [
      {
        case: SCRIPT,
        title: SCRIPT,
        run: 1,
        report: {
          outcome: "deadlock",
          stdout: { text: `${SCRIPT}${BIDI}`, bytes: 9 },
          processes: [{ name: SCRIPT, parent: SCRIPT }],
          pipes: [{ name: SCRIPT, ends: [{ process: SCRIPT, end: SCRIPT, from: SCRIPT }] }],
          deadlock: {
            kind: SCRIPT,
            waits: [
              {
                process: SCRIPT,
                call: SCRIPT,
                on: SCRIPT,
                waits_for: [{ process: SCRIPT, why: SCRIPT }],
              },
            ],
          },
        },
      },
    ],
    values: [
      {
        name: SCRIPT,
        expected: SCRIPT,
        outcomes: [{ value: SCRIPT, count: 1, seed: SCRIPT }],
        witness: { seed: SCRIPT, steps: [{ process: SCRIPT, does: SCRIPT, at: { file: SCRIPT, line: 1 } }] },
      },
    ],
    timing_ms: {},
    grader: { compiler: SCRIPT },
  };
}

// A source of 400 lines, and 200 findings in it.
export const MANY_LINES = [
  "#include <stdio.h>",
  "int main(void) {",
  ...Array.from({ length: 400 }, (_, at) => `    int unused_${at} = ${at}; /* a line of code */`),
  "}",
  "",
].join("\n");

export function manyFindings(file) {
  return Array.from({ length: 200 }, (_, at) => ({
    code: "compile-warning",
    severity: "warning",
    process: null,
    thread: null,
    message: `unused variable 'unused_${at}'`,
    hint: "Take it out, or use it.",
    where: [{ file, line: at + 3, function: "main" }],
  }));
}
