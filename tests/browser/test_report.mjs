// test_report.mjs -- the file that `bothends report` writes: whole, readable, quick, and safe whatever is in it.
import { after, test } from "node:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BIDI, MANY_LINES, SCRIPT, hostile, manyFindings } from "./documents.mjs";
import { SOURCE, assert, bothends, browser, fits, look, noFaults, paintsSoon, stage } from "./harness.mjs";

const folder = mkdtempSync(join(tmpdir(), "bothends-report-"));
stage({ served: false });
after(() => rmSync(folder, { recursive: true }));

function catalog(path) {
  return join(SOURCE, "rubrics/catalog", path);
}

// The file that bothends report makes of a document and sources; and the same, opened in a fresh page.
function write(document, files) {
  const json = join(folder, "grade.json");
  const html = join(folder, "report.html");
  writeFileSync(json, typeof document === "string" ? document : JSON.stringify(document));
  bothends(["report", json, ...files, "-o", html]);
  return html;
}

async function open(document, files = [], options = {}) {
  const html = write(document, files);
  const page = await browser.page(options);
  await page.goto(`file://${html}`);
  return page;
}

test("a proved deadlock: criteria, source with marks, the graph", async () => {
  const file = catalog("pipe-hello/mistakes/reader_keeps_write_end.c");
  const page = await open(bothends(["grade", "--json", "-r", "pipe-hello", file]), [file], {
    width: 1440,
    height: 1000,
  });
  await page.getByText("The program is stuck: child 2 waits in").first().waitFor();
  await page.locator(".source .line").first().waitFor();
  assert.deepEqual(await page.locator(".source .line.error .number").allTextContents(), ["22", "29"]);
  await page.getByRole("img", { name: /child 2 waits for child 2/ }).waitFor();
  const bars = page.locator(".lifetimes .bar-row");
  assert.equal(await bars.locator("title").count(), 9, "three processes with two ends each");
  const held = await page.locator(".lifetimes .bar-row.open title").allTextContents();
  assert.equal(held.length, 2, "what child 2 holds to its end");
  const guilty = page.locator(".ends tr.error");
  assert.deepEqual(await guilty.locator("th, td").allTextContents(), [
    "child 2",
    "write",
    "fd 4",
    "fork",
    "no",
    "never closed",
  ]);
  await look(page, "file-report");
  noFaults(page);
});

test("a ring that is stuck: words where there is room for them, and on a phone in the list alone", async () => {
  const file = catalog("token-ring/mistakes/keeps_all_ends.c");
  const page = await open(bothends(["grade", "--json", "-r", "token-ring", file]), [], { width: 1440, height: 1000 });
  const graph = page.getByRole("img", { name: /parent waits for child 1, child 2/ }).first();
  assert.equal(await graph.locator(".edge-label").count(), 6, "each waits for two");
  await look(page, "file-ring");
  await page.setViewportSize({ width: 390, height: 1000 });
  await graph.locator(".edge-label").first().waitFor({ state: "detached" });
  assert.equal(await graph.locator(".edge").count(), 6);
  await page.getByText("which still holds the write end as fd 6").first().waitFor();
  noFaults(page);
});

test("a lost update: what it can end with, and the interleaving step by step", async () => {
  const file = catalog("shared-counter/mistakes/unlocked.c");
  const grade = JSON.parse(bothends(["grade", "--json", "-r", "shared-counter", file]));
  const page = await open(grade, [file], { width: 1440, height: 1000 });
  const value = page.locator(".value");
  await value.getByText("data race").waitFor();
  const shown = await value.locator(".outcomes tbody tr").count();
  assert.equal(shown, grade.values[0].outcomes.length, "every outcome has a bar");
  assert.equal(await value.locator(".outcomes tr.ok th bdi").textContent(), grade.values[0].expected);
  const steps = grade.values[0].witness.steps;
  assert.equal(await value.locator(".step").count(), steps.length);
  for (const [at, step] of steps.entries()) {
    await value.getByRole("button", { name: "next step" }).click();
    await value.getByText(`step ${at + 1} of ${steps.length}`).waitFor();
    assert.match(await value.locator(".step.here").textContent(), new RegExp(step.does.split(" =")[0]));
    assert.equal(
      await page.locator(".line.here .number").textContent(),
      String(step.at.line),
      "the line it stands in",
    );
  }
  assert.ok(!grade.values[0].complete && grade.values[0].incomplete.length > 0);
  for (const why of grade.values[0].incomplete) await value.getByText(`Not all: ${why.message}`).waitFor();
  await look(page, "file-values");
  noFaults(page);
});

test("one mistake of many children in many cases is told once, with where else it was seen, by keyboard", async () => {
  const file = catalog("eof-barrier/mistakes/nobody_waits.c");
  const grade = JSON.parse(bothends(["grade", "--json", "-r", "eof-barrier", file]));
  const zombies = grade.findings.filter((one) => one.code === "zombie-left");
  assert.deepEqual([zombies.length, zombies[0].count], [9, 9], "three, one and five children");
  const page = await open(grade, [file], { width: 1440, height: 1000 });
  const told = page.locator(".finding", { hasText: "zombie-left" });
  assert.equal(await told.count(), 1);
  const fold = told.locator("summary");
  assert.equal(
    await fold.textContent(),
    "The same 8 more times, in child 2, child 3, child 4 and child 5, in the cases " +
      "\u201c1 child\u201d and \u201c5 children\u201d",
  );
  assert.equal(await told.locator("li").count(), 0, "folded");
  await fold.focus();
  await page.keyboard.press("Enter");
  const seen = await told
    .locator("li .facts-of")
    .evaluateAll((all) => all.map((one) => [...one.children].map((fact) => fact.textContent)));
  const titles = Object.fromEntries(grade.runs.map((run) => [run.case, run.title]));
  assert.deepEqual(
    seen,
    zombies.slice(1).map((one) => [one.process, `in \u201c${titles[one.case]}\u201d`]),
  );
  assert.equal(await page.locator(".source .note", { hasText: "zombie-left" }).count(), 1, "and once at its line");
  await look(page, "file-repeated");
  noFaults(page);
});

test("who waits for a lock is told by the function that was called, not by the system's", async () => {
  const file = catalog("dining-philosophers/mistakes/keeps_a_fork.c");
  const grade = JSON.parse(bothends(["grade", "--json", "-r", "dining-philosophers", file]));
  const page = await open(grade, [file], { width: 1440, height: 1000 });
  const told = await page.locator("ul.waits").first().textContent();
  assert.ok(told.includes("waits in pthread_mutex_lock() at") && !told.includes("futex"), told);
  noFaults(page);
});

test("of a program that does not compile only that is unfolded", async () => {
  const file = catalog("pipe-hello/mistakes/compile_error.c");
  const grade = JSON.parse(bothends(["grade", "--json", "-r", "pipe-hello", file]));
  const page = await open(grade, [file], { width: 1440, height: 1000 });
  assert.equal(await page.locator(".criterion details").count(), grade.criteria.length);
  assert.deepEqual(await page.locator(".criterion details[open] .title").allTextContents(), ["Not met: It compiles"]);
  noFaults(page);
});

test("a same_as that makes no sense is passed over", async () => {
  const odd = [1, -1, 0.5, "0", 4, 1e9, null, {}, 0];
  const grade = { ...hostile(), findings: odd.map((same_as) => ({ code: "crash", message: "m", same_as })) };
  const page = await open({ ...grade, criteria: [] });
  await page.locator(".finding").first().waitFor();
  assert.equal(await page.locator(".finding").count(), odd.length - 1, "only the last one is told before");
  noFaults(page);
});

test("10,000 findings of one mistake are one, and the rest of them 25 at a time", async () => {
  const page = await open(hostile((at) => ({ same_as: at === 0 ? 1 : at - 1 })));
  const told = page.locator(".finding");
  await told.first().waitFor();
  assert.equal(await told.count(), 1);
  await told.locator("summary", { hasText: "The same 9,999 more times" }).click();
  await told.getByText("Show 25 more of 9,974").click();
  await told.getByText("Show 25 more of 9,949").waitFor();
  await fits(page, "one mistake 10,000 times");
  noFaults(page);
});

test("a check and a run have no score, and are shown all the same", async () => {
  const file = catalog("pipe-hello/mistakes/reader_keeps_write_end.c");
  const check = await open(bothends(["check", "--json", file], 1), [file]);
  await check.getByRole("heading", { name: "What was found" }).first().waitFor();
  noFaults(check);
  const run = await open(bothends(["run", "--json", "--", "/bin/echo", "hello"]));
  await run.getByText("exited with 0").waitFor();
  assert.equal(await run.locator(".stream").first().textContent(), "hello\n");
  noFaults(run);
});

test("what is not the file of the grade is refused, and so is what is no report", async () => {
  const file = catalog("pipe-hello/mistakes/one_read.c");
  const json = join(folder, "grade.json");
  writeFileSync(json, bothends(["grade", "--json", "-r", "pipe-hello", file]));
  bothends(["report", json, catalog("pipe-hello/mistakes/both_wait.c")], 2);
  bothends(["report", catalog("pipe-hello/rubric.json")], 2);
  bothends(["report", file], 2);
  bothends(["report"], 2);
});

test("markup, 10,000 findings, a line of 1 MiB and text that turns around are shown as text", async () => {
  const page = await open(hostile());
  await page.getByText("Show 25 more of 9,975").waitFor();
  assert.equal(await page.title(), `T ${SCRIPT} \u2013 report`, "no script of the document ran");
  assert.equal(await page.locator("img, iframe, object, a[href^='javascript']").count(), 0);
  assert.equal(await page.locator("body script").count(), 2, "the data and ours");
  assert.ok((await page.locator(".unseen", { hasText: "U+202E" }).count()) > 0, "what turns text around is seen");
  assert.equal(await page.locator("main").evaluate((main) => main.textContent.includes("\u202e")), false);
  await page.getByRole("button", { name: "Show 25 more" }).click();
  await page.getByText("Show 25 more of 9,950").waitFor();
  await fits(page, "hostile report");
  noFaults(page);
});

test("a source with a line of 1 MiB and one that deceives the eye", async () => {
  const file = join(folder, "long.c");
  writeFileSync(file, `/* ${BIDI} */\nint main(void) { return 0; }\n// ${"x".repeat(1 << 20)}\n`);
  const page = await open(bothends(["check", "--json", file]), [file]);
  await page.getByRole("button", { name: /more characters/ }).waitFor();
  assert.ok((await page.locator(".source .unseen", { hasText: "U+202E" }).count()) > 0);
  await fits(page, "long line");
  noFaults(page);
});

test("a report with 200 findings is painted within 300 ms", async () => {
  const file = join(folder, "many.c");
  writeFileSync(file, MANY_LINES);
  const grade = JSON.parse(bothends(["check", "--json", file], 0));
  grade.findings = manyFindings("many.c");
  await paintsSoon(async () => {
    const html = write(grade, [file]);
    return [await browser.page(), `file://${html}`];
  });
  assert.ok(readFileSync(join(folder, "report.html")).length < 400_000);
});
