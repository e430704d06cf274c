// tryout.ts -- a draft tried on a program, and what it does not notice when mistakes are made in a solution.
import { h, paged, plural, points, replace, said, saidCut, type Child } from "../dom";
import { call, get, path } from "../api";
import { asGrade, type Grade } from "../model";
import { givenSources } from "../report/source";
import { reportView } from "../report/view";
import { bringUp, trouble } from "./page";

interface Task {
  schema?: string;
  id?: string;
  progress?: string;
}
interface Mutant {
  solution?: string;
  file?: string;
  line?: number;
  title?: string;
  status?: string;
  points?: number;
  runs?: string;
  diff?: string;
}
interface Mutation extends Task {
  killed?: number;
  survived?: number;
  equivalent?: number;
  score?: number | null;
  mutants?: Mutant[];
}

// Asks for something that a worker finds out, and tells how far it is until it is there.
export async function ask<T extends Task>(told: HTMLElement, where: string, body: object, words: string): Promise<T> {
  const status = h("p", { class: "quiet", role: "status" }, words);
  replace(told, h("section", { class: "card" }, status));
  let answer = (await call<T>("POST", `${where}?wait=5`, body)).data;
  while (answer.schema === "bothends.task/1") {
    status.textContent = answer.progress || words;
    answer = await get<T>(`/v1/previews/${encodeURIComponent(answer.id ?? "")}?wait=5`);
  }
  return answer;
}

function diffLines(diff: string): Child[] {
  return diff
    .split("\n")
    .slice(0, 60)
    .map((line) => {
      const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "";
      return h("span", { class: `diff-line ${kind}` }, said(line.slice(0, 300)), "\n");
    });
}

function mutantView(one: Mutant): HTMLElement {
  return h(
    "li",
    null,
    h(
      "details",
      { open: one.status === "survived" },
      h(
        "summary",
        null,
        h("strong", null, said(one.title)),
        h("span", { class: "quiet" }, " ", said(`${one.solution ?? ""} ${one.file ?? ""}:${one.line ?? "?"}`)),
        h("span", { class: "worth" }, `${points(one.points)} points`),
      ),
      one.runs ? h("p", null, saidCut(one.runs, 600)) : null,
      h(
        "pre",
        { class: "diff", tabindex: "0", role: "group", "aria-label": "the change" },
        ...diffLines(one.diff ?? ""),
      ),
    ),
  );
}

function mutantList(title: string, words: string, all: Mutant[], status: string): Child {
  const some = all.filter((one) => one.status === status);
  if (some.length === 0) return null;
  const list = h("ol", { class: "mutants" });
  paged(some, 20, list, mutantView);
  return h("section", null, h("h3", null, `${title} (${some.length})`), h("p", { class: "quiet" }, words), list);
}

function showMutation(told: HTMLElement, answer: Mutation): void {
  const all = answer.mutants ?? [];
  const share = answer.score === null || answer.score === undefined ? "–" : `${Math.floor(100 * answer.score)} %`;
  replace(
    told,
    h(
      "section",
      { class: "card", "aria-labelledby": "mutation" },
      h("h2", { id: "mutation", tabindex: "-1" }, "What it notices"),
      h(
        "ul",
        { class: "tallies" },
        h("li", null, h("strong", null, share), " of the mistakes"),
        h("li", { class: "up" }, h("strong", null, answer.killed ?? 0), " noticed"),
        h("li", { class: "down" }, h("strong", null, answer.survived ?? 0), " not noticed"),
        h("li", { class: "quiet" }, `${plural(answer.equivalent ?? 0, "change")} that change nothing`),
      ),
      mutantList("Not noticed", "Each of them gets all the points. What should have told it apart?", all, "survived"),
      mutantList("Noticed", "Each of them loses points.", all, "killed"),
      mutantList("Nothing to notice", "At run time they are what the solution is.", all, "equivalent"),
    ),
  );
  bringUp("mutation");
}

// What is in the editor, tried: on a program that is pasted, or on mistakes made in it or in the catalogue's solutions.
export function tryout(id: string, text: () => string, told: HTMLElement): HTMLElement {
  const code = h("textarea", { id: "sample", rows: "10", spellcheck: "false", autocapitalize: "off" });
  const files = () => [{ name: "main.c", content: code.value }];
  const guard = (work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => replace(told, trouble(error)));
  const grade = guard(async () => {
    const answer = await ask<{ grade?: Grade } & Task>(
      told,
      `${path("rubrics", id)}/preview`,
      { rubric: text(), files: files() },
      "Grading it …",
    );
    const sources = [{ name: "main.c", text: code.value }];
    const report = reportView(asGrade(answer.grade), givenSources(sources), {
      title: h("p", { class: "eyebrow" }, "a try; nothing was saved"),
    });
    report.querySelector("h1")?.replaceWith(h("h2", null, said(answer.grade?.rubric?.title)));
    replace(told, h("section", { class: "card", "aria-label": "how it was graded" }, report));
  });
  const mutate = guard(async () => {
    const solutions = code.value.trim() ? { solutions: [{ name: "pasted", files: files() }] } : {};
    const where = `${path("rubrics", id)}/mutate`;
    showMutation(told, await ask<Mutation>(told, where, { rubric: text(), ...solutions }, "Making mistakes …"));
  });
  return h(
    "details",
    { class: "task" },
    h("summary", null, "Try this draft on a program"),
    h(
      "div",
      { class: "stack tryout" },
      h("div", null, h("label", { for: "sample" }, "main.c"), code),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", click: grade }, "Grade it"),
        h("button", { type: "button", click: mutate }, "What would it not notice?"),
      ),
      h(
        "p",
        { class: "quiet" },
        "“Grade it” grades this program by the draft. “What would it not notice?” makes in it the mistakes " +
          "students make, one at a time, and lists those that lose no points; with no program here it takes the " +
          "solutions of the catalogue.",
      ),
    ),
  );
}
