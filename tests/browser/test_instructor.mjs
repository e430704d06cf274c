// test_instructor.mjs -- an instructor's way: edit, see lint, see what it would do, publish, apply, look at the class.
import { test } from "node:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  SOURCE,
  assert,
  browser,
  eventually,
  example,
  look,
  noFaults,
  service,
  signIn,
  stage,
  underlined,
} from "./harness.mjs";

let teacher;
const ID = "pipe-hello";
const EDITOR = ".editor-box .cm-content";

async function ready() {
  const scores = JSON.parse(example("scores.json"));
  for (const row of (await service.call("GET", "/v1/rubrics")).items)
    assert.deepEqual(
      row.mutation && [row.mutation.killed, row.mutation.survived, row.mutation.equivalent],
      scores[row.id] ? [scores[row.id].killed, scores[row.id].survived, scores[row.id].equivalent] : null,
      `the catalogue's score of ${row.id}`,
    );
  teacher = await service.token("instructor", "teacher");
  const mistakes = readdirSync(join(SOURCE, "rubrics/catalog", ID, "mistakes")).filter((name) => name.endsWith(".c"));
  await Promise.all(
    mistakes.map((name) =>
      service.grade(ID, [["main.c", example(`${ID}/mistakes/${name}`)]], service.admin, name.slice(0, -2)),
    ),
  );
  const stuck = example(`${ID}/mistakes/reader_keeps_write_end.c`);
  await service.grade(ID, [["main.c", stuck.replaceAll("word", "text")]], service.admin, "twin");
}
stage({ ready });

async function open(options = {}) {
  const page = await browser.page({ width: 1440, height: 1000, expected: ["status of 401"], ...options });
  await signIn(page, service, teacher);
  await page.goto(`${service.url}/#/rubrics/${ID}`);
  await page.locator(".faults:not([aria-busy]) .verdict").waitFor();
  return page;
}

// Puts text in the place of other text: pasted, so that the editor adds no bracket or quotation mark of its own.
async function change(page, from, to) {
  await page.locator(EDITOR).first().focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  await page.keyboard.type(from);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.insertText(to);
}

async function published(version) {
  const text = await fetch(`${service.url}/v1/rubrics/${ID}/versions/${version}`, {
    headers: { Authorization: `Bearer ${teacher}` },
  });
  return text.text();
}

test("lint marks the exact token, the points add up, publishing and applying change grades", async () => {
  const page = await open();
  await page.locator(".faults:not([aria-busy]) .verdict.ok").waitFor();
  await look(page, "editor");
  await change(page, '"points": 2000', '"points": -1');
  await page.locator(".faults:not([aria-busy]) .verdict", { hasText: "fault" }).waitFor();
  await underlined(page, ["-1"]); // the exact token
  await page.getByText("points in all, but max_points says 100").waitFor();
  await look(page, "editor-fault");
  await change(page, '"points": -1', '"points": 3500');
  await change(page, '"points": 2500', '"points": 1000');
  await page.locator(".faults:not([aria-busy]) .verdict.ok").waitFor();

  await page.getByRole("button", { name: "What would it do?" }).click();
  await page.getByRole("heading", { name: "What it would do" }).waitFor();
  const up = Number(await page.locator(".tallies .up strong").textContent());
  const down = Number(await page.locator(".tallies .down strong").textContent());
  assert.ok(up > 0 && down > 0, `${up} up, ${down} down`);
  await look(page, "what-if");

  const before = await service.call("GET", `/v1/submissions?rubric=${ID}&student=one_read`);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published as version 2").waitFor();
  await page.getByLabel(/all submissions/).check();
  await page.getByLabel("Reason").fill("ends count for more");
  await look(page, "apply");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("are being graded again").waitFor();
  const id = before.items[0].id;
  const change2 = async () => (await service.call("GET", `/v1/submissions/${id}?wait=60`)).rubric.version;
  while ((await change2()) !== 2);
  const grades = (await service.call("GET", `/v1/submissions/${id}/grades`)).items;
  assert.deepEqual(
    grades.map((grade) => grade.rubric_version),
    [2, 1],
    "the old grade is kept",
  );

  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByText("What changed from").waitFor();
  await page.locator(".cm-changedLine, .cm-deletedChunk").first().waitFor();
  await look(page, "versions");
  await page.getByRole("row", { name: /^v1/ }).getByRole("button", { name: "restore" }).click();
  await page.getByText("Version 1 is published again, as version 3").waitFor();
  assert.equal(await published(3), await published(1));
  noFaults(page);
});

test("completion offers what may stand there, and what of this document may be named", async () => {
  const page = await open();
  await change(page, '"check": "stdout"', '"check": ');
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "no-deadlock" }).waitFor();
  assert.equal(await page.locator(".cm-tooltip-autocomplete li", { hasText: "visibility" }).count(), 0);
  await look(page, "completion");
  await page.keyboard.press("Escape");
  await page.keyboard.type('"stdout"');
  await page.locator(".faults:not([aria-busy]) .verdict.ok").waitFor();
  noFaults(page);
});

test("what is no JSON is underlined where it stops being so, and the list of faults leads there", async () => {
  const page = await open();
  const typed = () => page.locator(".editor-box .cm-activeLineGutter.cm-gutterElement").allTextContents();
  for (const [from, to, at] of [
    ['"check": "stdout", ', '"check": "stdout" ', '"points"'], // no comma
    ['"check": "stdout" ', "\"check\": 'stdout', ", "'stdout'"],
    ["\"check\": 'stdout', ", '"check": "stdout", "check": "stdout", ', '"check"'], // the second one
    ['"check": "stdout", "check": "stdout", ', '"check": "stdout", ', null],
  ]) {
    await change(page, from, to);
    await underlined(page, at ? [at] : []);
    if (!at) continue;
    await page.keyboard.press("Control+Home");
    const place = page.locator(".faults:not([aria-busy]) li button");
    const line = (await place.textContent()).slice("line ".length);
    await place.click();
    await eventually("where the editor went to", true, async () => (await typed()).includes(line));
  }
  noFaults(page);
});

test("two edit at once: the second one is shown both and loses nothing", async () => {
  const page = await open();
  const other = await open();
  await change(other, "Both messages arrive and are printed", "Both messages arrive, said the other");
  await other.getByRole("button", { name: "Publish" }).click();
  await other.getByText("Published as version").waitFor();
  await page.bringToFront(); // a page behind another one is not measured
  await change(page, "It ends with exit status 0", "Mine: exit status 0");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("heading", { name: "Somebody published while you were editing" }).waitFor();
  await look(page, "merge");
  const atTheirLines = () => {
    const heights = (what) =>
      [...document.querySelectorAll(`.merge-box .cm-merge-b ${what}`)].map((one) => one.offsetHeight).filter(Boolean);
    return heights(".cm-line").join() === heights(".cm-lineNumbers .cm-gutterElement").join();
  };
  await page.waitForFunction(atTheirLines, null, { polling: 50 }); // the numbers of lines
  const left = page.locator(".merge-box .cm-merge-a"),
    right = page.locator(".merge-box .cm-merge-b");
  assert.match(await left.textContent(), /said the other/);
  assert.match(await right.textContent(), /Mine: exit status 0/);
  await page.locator(".merge-box .cm-merge-revert button").first().click(); // theirs, for the first difference
  await page.getByRole("button", { name: "Publish what is on the right" }).click();
  await page.getByText("Published as version").waitFor();
  const newest = (await service.call("GET", `/v1/rubrics/${ID}/versions`)).items[0].version;
  const text = await published(newest);
  assert.match(text, /said the other/);
  assert.match(text, /Mine: exit status 0/);
  noFaults(other);
  assert.deepEqual(
    page.faults.filter((fault) => !fault.includes("status of 412")),
    [],
  );
});

test("an edit that was not published is a draft when one comes back", async () => {
  const page = await open();
  await change(page, '"title": "Sender', '"title": "My draft of sender');
  await page.locator(".faults:not([aria-busy]) .verdict.ok").waitFor();
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.getByText("You have a draft of").waitFor();
  await page.getByRole("button", { name: "Go on with it" }).click();
  await page.locator(EDITOR, { hasText: "My draft of sender" }).waitFor();
  await page.getByText("The task as students read it").click();
  await page.getByLabel("Markdown").fill("# T\n\nAnother **task** <b>now</b>");
  await page.locator(".prose strong", { hasText: "task" }).waitFor();
  await page.locator(EDITOR, { hasText: "Another **task** <b>now</b>" }).waitFor();
  await look(page, "task");
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByText("What changed from").waitFor();
  noFaults(page);
});

test("a draft is tried on a program, and on mistakes made in a solution", async () => {
  const page = await open();
  await page.getByText("Try this draft on a program").click();
  await page.getByRole("textbox", { name: "main.c" }).fill(example(`${ID}/mistakes/one_read.c`));
  await page.getByRole("button", { name: "Grade it" }).click();
  await page.getByText("a try; nothing was saved").waitFor();
  await page.getByRole("heading", { name: "Criteria" }).waitFor();
  await page.getByRole("textbox", { name: "main.c" }).fill(example(`${ID}/solutions/plain.c`));
  await page.getByRole("button", { name: "What would it not notice?" }).click();
  await page.getByRole("heading", { name: "What it notices" }).waitFor();
  const killed = Number(await page.locator(".tallies .up strong").textContent());
  assert.ok(killed > 0, "some mistakes cost points");
  const judged = killed + Number(await page.locator(".tallies .down strong").textContent());
  await page.locator(".mutants .diff-line.removed").first().waitFor({ state: "attached" });
  await look(page, "mutation");
  await page.getByRole("link", { name: "Rubrics", exact: true }).first().click();
  await page
    .getByRole("link", { name: /Sender and receiver/ })
    .first()
    .getByText(new RegExp(`notices \\d+ % of ${judged} mistakes`)) // of these, not of what the catalogue says
    .waitFor();
  noFaults(page);
});

test("submissions by filter, the class at a glance, exports", async () => {
  const page = await open();
  await page.getByRole("link", { name: "Submissions", exact: true }).last().click();
  await page.getByRole("cell", { name: "one_read" }).waitFor();
  const all = await page.locator("table.rows tbody tr").count();
  await page.getByLabel("Status").selectOption("compile_error");
  await page.locator("table.rows tbody tr").filter({ hasText: "compile_error" }).waitFor();
  await page.waitForFunction((count) => document.querySelectorAll("table.rows tbody tr").length < count, all);
  await look(page, "submissions");
  await page.getByRole("link", { name: "Class" }).click();
  await page.getByRole("heading", { name: "Deadlocks of the same shape" }).waitFor();
  const group = page.locator(".groups > li", { hasText: "twin" });
  await group.getByRole("link", { name: "reader_keeps_write_end" }).waitFor(); // one remark serves both
  await look(page, "class");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), `${ID}.csv`);
  noFaults(page);
});

test("a new rubric begins with one that is valid", async () => {
  const page = await open();
  await page.goto(`${service.url}/#/new`);
  await page.getByLabel("Its id").fill("first-steps");
  await page.keyboard.press("Enter");
  await page.locator(".faults:not([aria-busy]) .verdict.ok").waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published as version 1").waitFor();
  noFaults(page);
});
