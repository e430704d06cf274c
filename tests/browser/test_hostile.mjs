// test_hostile.mjs -- whatever students hand in and print, and instructors write, is text on the pages.
import { after, test } from "node:test";
import { createServer } from "node:http";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { MANY_LINES, hostile, manyFindings } from "./documents.mjs";
import { assert, browser, eventually, fits, look, noFaults, paintsSoon, service, signIn, stage } from "./harness.mjs";

// Another program on this machine: a grade book that once is gone for good, and a site that means harm.
let gone = 1;
const told = [];
const EVIL = `<!doctype html><title>evil</title><form method="post" enctype="text/plain"
  action="SERVICE/v1/rubrics/pipe-hello/regrade"><input name="x" value="y"></form>`;
const other = createServer((request, response) => {
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html");
    response.end(EVIL.replace("SERVICE", service.url));
    return;
  }
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    told.push(JSON.parse(Buffer.concat(parts).toString()).data.id);
    response.statusCode = gone-- > 0 ? 410 : 200;
    response.end();
  });
});
after(() => other.close());

async function config() {
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${other.address().port}/grades`;
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  return `[deliver gradebook]\nurl = ${url}\nsecret = ${secret}\nallow_private = true\n`;
}
stage({ config });

const MARKUP = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>";
const BIDI = "\u202e\u2066abc\u2069";
const PROGRAM = `/* ${MARKUP} ${BIDI} */
#include <stdio.h>
int main(void)
{
    int \u0430 = 1; /* no Latin a */
    printf("%s", "${MARKUP} \\u202e turned\\n");
    for (int i = 0; i < 60000; i++)
        printf("<b>%d</b>", i);
    return 3;
}
/* ${"y".repeat(1 << 20)} */
`;

async function nothingRan(page) {
  assert.notEqual(await page.title(), "taken");
  assert.equal(await page.locator("main img[src='x'], main script, main b").count(), 0);
  assert.equal(await page.locator("main").evaluate((main) => main.textContent.includes("\u202e")), false);
}

test("a file named <script> is refused in its own words", async () => {
  const page = await browser.page({ expected: ["status of 401", "status of 422"] });
  await signIn(page, service, await service.token("student", "zed"));
  await page.goto(`${service.url}/#/exercises/pipe-hello`);
  const name = "<script>document.title='taken'<script>.c";
  const buffer = Buffer.from("int main(void) { return 0; }");
  await page.getByLabel("Choose files").setInputFiles({ name, mimeType: "text/x-c", buffer });
  await page.locator(".files code", { hasText: name }).waitFor();
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.getByRole("alert").getByText(`the file name '${name}' cannot be used`).waitFor();
  await nothingRan(page);
  noFaults(page);
});

test("a student's name, file name, source and output are text for the instructor", async () => {
  const name = "d\u202ec.niam.c";
  const student = `"><img src=x onerror=alert(1)>`;
  const grade = await service.grade("pipe-hello", [[name, PROGRAM]], service.admin, student);
  const page = await browser.page({ expected: ["status of 401"] });
  await signIn(page, service, await service.token("instructor", "<i>prof</i>"));
  await page.getByText("<i>prof</i>").waitFor();
  await page.getByText(student).first().waitFor();
  await page.goto(`${service.url}/#/submissions/${grade.id}`);
  await page.getByRole("heading", { name: "dU+202Ec.niam.c" }).waitFor();
  await page.locator(".stream", { hasText: MARKUP }).waitFor();
  await page.locator(".source .lines .unseen", { hasText: "U+202E" }).first().waitFor();
  await page
    .getByRole("button", { name: /more characters/ })
    .first()
    .waitFor();
  await nothingRan(page);
  await look(page, "hostile");
  noFaults(page);
});

const FIRST_NODES_MAX = 1500, // 25 findings of each list, no sources: some 1,100
  FIRST_SCRIPT_MAX = 100_000; // bytes; the editor, five times that, comes with its page

// A page of somebody signed in, to whom the service says this of that submission.
async function pageTold(grade, document) {
  const page = await browser.page({ expected: ["status of 401"] });
  await page
    .context()
    .route(`**/v1/submissions/${grade.id}`, (route) =>
      route.fulfill({ json: { ...document, id: grade.id, rubric: grade.rubric } }),
    );
  await signIn(page, service, service.admin);
  return page;
}

test("a live page with 10,000 findings and a message of 1 MiB is usable, and all of it is text", async () => {
  const grade = await service.grade("pipe-hello", [["many.c", MANY_LINES]]);
  const page = await pageTold(grade, hostile());
  await page.goto(`${service.url}/#/submissions/${grade.id}`);
  await page.getByText("Show 25 more of 9,975").waitFor();
  await page.getByRole("button", { name: "Show 25 more" }).click();
  await page.getByText("Show 25 more of 9,950").waitFor();
  await nothingRan(page);
  await fits(page, "10,000 findings");
  noFaults(page);
});

test("a live page with 200 findings is drawn soon", async () => {
  const grade = await service.grade("pipe-hello", [["many.c", MANY_LINES]]);
  const first = await pageTold(grade, { ...grade, findings: manyFindings("many.c") });
  const url = `${service.url}/#/submissions/${grade.id}`;
  await paintsSoon(async () => [await first.context().newPage(), url]);
});

// What the clock says of a first paint is mostly how often the page had to wait for an answer before it could ask on.
test("a live page asks for all that its report needs at once, and does not wait for the rest", async () => {
  const grade = await service.grade("pipe-hello", [["many.c", MANY_LINES]]);
  const first = await pageTold(grade, { ...grade, findings: manyFindings("many.c") });
  const page = await first.context().newPage();
  const asked = new Map();
  let held = true;
  await page.route("**/v1/**", (route) => {
    const path = new URL(route.request().url()).pathname.replace(grade.id, "ID");
    if (held) asked.set(path, () => route.fallback());
    else return route.fallback();
  });
  await page.goto(`${service.url}/#/submissions/${grade.id}`);
  const waiting = ["/v1/session", "/v1/submissions/ID", "/v1/submissions/ID/files"];
  await eventually("what is asked at once", waiting, () => [...asked.keys()].sort());
  const answer = [...asked.values()];
  asked.clear();
  for (const one of answer) void one();
  await page.getByText("Show 25 more of 125").waitFor(); // with sources, history and attempts still unanswered
  const later = ["/v1/submissions", "/v1/submissions/ID/files/many.c", "/v1/submissions/ID/grades"];
  await eventually("what is asked then", later, () => [...asked.keys()].sort());
  const [nodes, scripts] = await page.evaluate(() => [
    document.querySelectorAll("*").length,
    performance.getEntriesByType("resource").filter((one) => one.initiatorType === "script"),
  ]);
  assert.ok(nodes < FIRST_NODES_MAX, `${nodes} elements`);
  assert.deepEqual(
    scripts.map((one) => new URL(one.name).pathname),
    ["/assets/app.js"],
  );
  assert.ok(scripts[0].decodedBodySize < FIRST_SCRIPT_MAX, `${scripts[0].decodedBodySize} bytes`);
  held = false;
  for (const one of asked.values()) void one();
  await page.locator(".source .line.warning").nth(199).waitFor();
  await page.getByRole("heading", { name: "Others of this exercise" }).waitFor();
});

test("an instructor's task and titles are text for the student", async () => {
  const rubric = {
    schema: "bothends.rubric/1",
    id: "evil",
    title: MARKUP,
    max_points: 100,
    task:
      `# T\n\n${MARKUP}\n\n[go](javascript:alert(1)) [web](https://example.org/) ` +
      `![x](http://127.0.0.1:1/x.png) ${BIDI}\n\n` +
      "<iframe src=https://example.org></iframe>\n\n```c\n</code></pre><script>alert(1)</script>\n```\n",
    criteria: [{ id: "c", title: MARKUP, check: "compiles", points: 100, text: MARKUP }],
  };
  await service.call("PUT", "/v1/rubrics/evil", rubric, service.admin, { "If-None-Match": "*" });
  const page = await browser.page({ expected: ["status of 401"] });
  await signIn(page, service, await service.token("student", "ada"));
  await page.goto(`${service.url}/#/exercises/evil`);
  await page.getByRole("heading", { name: "What counts" }).waitFor();
  await nothingRan(page);
  assert.deepEqual(await page.locator(".prose a").evaluateAll((all) => all.map((one) => one.getAttribute("href"))), [
    "https://example.org/",
  ]);
  assert.equal(await page.locator("iframe, .prose img").count(), 0);
  await fits(page, "hostile task");
  noFaults(page);
});

test("by keyboard alone: from the address to the report", async () => {
  const page = await browser.page({ expected: ["status of 401"] });
  await page.goto(service.url);
  await page.locator("#token:focus").waitFor(); // ready to be typed into
  await page.keyboard.type(await service.token("student", "kim"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Exercises" }).waitFor();
  const press = async (until, key = "Tab") => {
    for (let at = 0; at < 60; at++) {
      await page.keyboard.press(key);
      if (await page.evaluate((text) => document.activeElement?.textContent?.includes(text) ?? false, until)) return;
    }
    assert.fail(`${key} never came to '${until}'`);
  };
  await page.locator("body").evaluate(() => document.activeElement?.blur());
  await press("Sender and receiver");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Hand in" }).waitFor();
  await press("or paste your program");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("int main(void) { return 0; }\n");
  await press("Hand in");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Criteria" }).waitFor();
  await page.locator("#main:focus").waitFor(); // where the news is
});

test("an admin makes a token, and ends it", async () => {
  const page = await browser.page({ expected: ["status of 401"] });
  page.on("dialog", (dialog) => dialog.accept());
  await signIn(page, service, service.admin);
  await page.getByRole("link", { name: "Tokens" }).click();
  await page.getByLabel("Name").fill("lee");
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.locator(".alert code").textContent();
  assert.equal((await service.call("GET", "/v1/session", undefined, token)).name, "lee");
  await look(page, "tokens");
  await page.getByRole("button", { name: "revoke the token of lee" }).click();
  await page.getByRole("row", { name: /lee/ }).getByText("revoked").waitFor();
  const answer = await fetch(`${service.url}/v1/session`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 401);
  noFaults(page);
});

test("an admin sees what could not be delivered, and sends it again", async () => {
  const grade = await service.grade("pipe-hello", [["main.c", "int main(void) { return 0; }\n"]]);
  const list = async (query = "") => (await service.call("GET", `/v1/deliveries${query}`)).items;
  await eventually("all is told", 0, async () => (await list("?state=waiting")).length);
  const [dead, ...more] = await list("?state=dead");
  assert.deepEqual([dead.endpoint, dead.last_status, dead.attempts, more.length], ["gradebook", 410, 1, 0]);
  assert.equal(dead.submission, told[0]);
  const page = await browser.page({ expected: ["status of 401"] });
  await signIn(page, service, service.admin);
  await page.getByRole("link", { name: "Deliveries" }).click();
  const rows = page.locator("table.rows tbody tr");
  assert.equal(await rows.count(), (await list()).length);
  assert.equal(await rows.first().getByRole("link").getAttribute("href"), `#/submissions/${grade.id}`);
  await look(page, "deliveries");
  await page.getByLabel("State").selectOption("dead");
  await eventually("the dead letters alone", ["dead letter"], () => rows.locator(".chip").allTextContents());
  await rows.getByText("HTTP 410").waitFor();
  await rows.getByRole("button", { name: /^try again/ }).click();
  await page.getByText("It goes out again now: to gradebook").waitFor();
  await page.getByText("Nothing fits.").waitFor();
  await eventually("it came through", "delivered", async () => (await list()).find(({ id }) => id === dead.id).state);
  assert.deepEqual(told.filter((id) => id === dead.submission).length, 2, "the second time was taken");
  noFaults(page);
});

test("what another site or port makes a signed-in browser send changes nothing", async () => {
  const page = await browser.page({ expected: ["status of 401", "status of 403"] });
  await signIn(page, service, await service.token("instructor", "prof"));
  const versions = () => service.call("GET", "/v1/rubrics/pipe-hello/versions");
  const before = await versions();
  const write = (headers) =>
    page.evaluate(
      async (given) => (await fetch("/v1/rubrics/pipe-hello", { method: "DELETE", headers: given })).status,
      { "If-Match": "*", ...headers },
    );
  assert.equal(await write({}), 403, "no CSRF token");
  assert.equal(await write({ "X-CSRF-Token": "0".repeat(64) }), 403, "not this session's");
  for (const [host, status] of [
    ["127.0.0.1", 403], // the same site: its cookie comes along, what it cannot know does not
    ["localhost", 401], // another site: not even the cookie comes along
  ]) {
    const site = `http://${host}:${other.address().port}/`;
    const form = await page.context().newPage();
    await form.goto(site);
    const [answer] = await Promise.all([
      form.waitForResponse((response) => response.url().endsWith("/regrade")),
      form.evaluate(() => document.forms[0].submit()),
    ]);
    assert.equal(answer.status(), status, host);
    const script = await page.context().newPage();
    await script.goto(site);
    const blocked = await script.evaluate(
      (url) =>
        fetch(url, { method: "DELETE", credentials: "include", headers: { "If-Match": "*" } })
          .then((response) => response.status)
          .catch((error) => error.name),
      `${service.url}/v1/rubrics/pipe-hello`,
    );
    assert.equal(blocked, "TypeError", `${host}: the browser asked first, and was not allowed to`);
  }
  assert.deepEqual(await versions(), before);
  noFaults(page);
});

test("a session that ends under an edit is begun again, and nothing typed is lost", async () => {
  const token = await service.token("student", "sam");
  const page = await browser.page({ expected: ["status of 401"] });
  await signIn(page, service, token);
  await page.goto(`${service.url}/#/exercises/pipe-hello`);
  await page.getByText("or paste your program").click();
  await page.getByLabel("main.c").fill("int main(void) { return 0; }\n");
  const run = spawnSync(
    "python3",
    [
      "-c",
      "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=60); " +
        "db.execute('UPDATE session SET expires_ms = 1'); db.commit()",
      join(service.data, "bothends.db"),
    ],
    { encoding: "utf8" },
  );
  assert.equal(run.status, 0, run.stderr);
  await page.getByRole("button", { name: "Hand in" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByText("Sign in again, then go on where you were").waitFor();
  await look(page, "session-ended");
  await dialog.getByLabel("Your token").fill(token);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.getByRole("textbox", { name: "main.c" }).inputValue(), "int main(void) { return 0; }\n");
  await page.getByRole("button", { name: "Hand in" }).click();
  await page.getByRole("heading", { name: "Criteria" }).waitFor();
  noFaults(page);
});
