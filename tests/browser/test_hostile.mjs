// test_hostile.mjs -- whatever students hand in and print, and instructors write, is text on the pages.
import { test } from "node:test";
import { assert, browser, fits, look, noFaults, service, signIn, stage } from "./harness.mjs";

stage();

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
/* ${"y".repeat(200000)} */
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
