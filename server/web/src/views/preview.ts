// preview.ts -- what an edited rubric would do before it counts, and applying it afterwards.
import { h, ms, paged, plural, points, replace, said, type Child } from "../dom";
import { call, get, path } from "../api";
import { bringUp, trouble } from "./page";
import { ask } from "./tryout";

interface Tally {
  up?: number;
  down?: number;
  same?: number;
  needs_run?: number;
  old_mean?: number | null;
  new_mean?: number | null;
}
interface Change {
  id: string;
  student?: string;
  rubric_version?: number;
  old_score?: number | null;
  new_score?: number | null;
  change?: number | null;
  criteria?: { id?: string; old?: number | null; new?: number | null; message?: string; needs_run?: boolean }[];
}
interface Preview {
  schema?: string;
  id?: string;
  progress?: string;
  summary?: Tally & { count?: number };
  criteria?: (Tally & { id?: string; title?: string; max_points?: number })[];
  submissions?: Change[];
  timing_ms?: number;
}

function arrow(change: number | null | undefined): Child {
  if (change === null || change === undefined) return h("span", { class: "chip warning" }, "needs a run");
  if (change === 0) return h("span", { class: "quiet" }, "same");
  return h(
    "span",
    { class: change > 0 ? "change up" : "change down" },
    `${change > 0 ? "▲ +" : "▼ −"}${points(Math.abs(change))}`,
  );
}

function tallies(one: Tally, runs: boolean): Child[] {
  return [one.up, one.down, one.same, ...(runs ? [one.needs_run] : [])].map((count, at) =>
    h("td", { class: `tabular ${count ? ["up", "down", "", "needs-run"][at] : "zero"}` }, count ?? 0),
  );
}

function criteriaTable(preview: Preview): HTMLElement {
  const runs = (preview.criteria ?? []).some((one) => one.needs_run); // a column only where it says something
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": "criterion by criterion" },
    h(
      "table",
      null,
      h("caption", { class: "hidden" }, "criterion by criterion"),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          ...["criterion", "up", "down", "same", ...(runs ? ["needs a run"] : []), "mean before", "mean after"].map(
            (name) => h("th", { scope: "col" }, name),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        ...(preview.criteria ?? []).map((one) =>
          h(
            "tr",
            null,
            h("th", { scope: "row" }, said(one.title ?? one.id)),
            ...tallies(one, runs),
            h("td", { class: "tabular" }, points(one.old_mean)),
            h("td", { class: "tabular" }, `${points(one.new_mean)} / ${points(one.max_points)}`),
          ),
        ),
      ),
    ),
  );
}

function changedCriteria(one: Change): Child {
  const moved = (one.criteria ?? []).filter((item) => item.needs_run || item.old !== item.new);
  return moved.map((item) =>
    h(
      "li",
      null,
      said(item.id),
      " ",
      item.needs_run
        ? h("span", { class: "chip warning" }, "needs a run")
        : h("span", { class: "tabular" }, `${points(item.old)} → ${points(item.new)}`),
    ),
  );
}

function changesTable(preview: Preview): HTMLElement {
  // What is not known comes first, then what moves: down before up, the most first. Who stays comes last.
  const rank = ({ change }: Change) =>
    change === null || change === undefined ? -1e9 : change > 0 ? 1e6 - change : change || 1e9;
  const rows = [...(preview.submissions ?? [])].sort((a, b) => rank(a) - rank(b));
  const body = h("tbody");
  paged(rows, 200, body, (one) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, h("a", { href: `#/submissions/${one.id}` }, said(one.student || one.id))),
      h("td", { class: "tabular" }, points(one.old_score)),
      h("td", { class: "tabular" }, points(one.new_score)),
      h("td", null, arrow(one.change)),
      h("td", null, h("ul", { class: "moved" }, changedCriteria(one))),
    ),
  );
  return h(
    "div",
    { class: "scroll tall", tabindex: "0", role: "group", "aria-label": "student by student" },
    h(
      "table",
      null,
      h("caption", { class: "hidden" }, "student by student"),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          ...["student", "before", "after", "change", "where"].map((name) => h("th", { scope: "col" }, name)),
        ),
      ),
      body,
    ),
  );
}

// What it rests on, and what it took.
function judgedIn(preview: Preview, run: boolean): string {
  const took = preview.timing_ms === undefined ? "" : ` in ${ms(preview.timing_ms)}`;
  return run
    ? `Judged${took}: from the evidence of each grade, and where it did not suffice by a new run.`
    : `Judged from the evidence of each grade${took}; nothing was run.`;
}

function show(to: HTMLElement, id: string, text: string, preview: Preview, run: boolean): void {
  const sum = preview.summary ?? {};
  const rerun = h("button", { type: "button", click: () => void previewPanel(to, id, text, true) }, "Run those, too");
  replace(
    to,
    h(
      "section",
      { class: "card preview", "aria-labelledby": "what-if" },
      h("h2", { id: "what-if", tabindex: "-1" }, "What it would do"),
      sum.count
        ? [
            h(
              "ul",
              { class: "tallies" },
              h("li", { class: "up" }, h("strong", null, sum.up ?? 0), " go up"),
              h("li", { class: "down" }, h("strong", null, sum.down ?? 0), " go down"),
              h("li", null, h("strong", null, sum.same ?? 0), " stay"),
              sum.needs_run
                ? h("li", { class: "needs-run" }, h("strong", null, sum.needs_run), " need a new run ", rerun)
                : null,
              h("li", { class: "quiet" }, `mean ${points(sum.old_mean)} → ${points(sum.new_mean)}`),
            ),
            criteriaTable(preview),
            h("h3", null, plural(sum.count, "submission")),
            h("p", { class: "quiet" }, judgedIn(preview, run)),
            changesTable(preview),
          ]
        : h("p", { class: "empty" }, "Nothing was handed in yet, so nothing would change."),
      h("p", { class: "quiet" }, "Nothing was saved: grades change only when you publish and apply."),
    ),
  );
  bringUp("what-if");
}

export async function previewPanel(to: HTMLElement, id: string, text: string, run = false): Promise<void> {
  try {
    const where = `${path("rubrics", id)}/preview`;
    const answer = await ask<Preview>(to, where, { rubric: text, last: 200, run }, "Judging what was handed in …");
    show(to, id, text, answer, run);
  } catch (error) {
    replace(to, trouble(error));
  }
}

// After publishing: whom it is for.
export function applyPanel(to: HTMLElement, id: string, version: number): void {
  const told = h("div", { "aria-live": "polite" });
  const reason = h("input", { id: "reason", maxlength: "500", placeholder: "why the grades change" });
  const choice = (value: string, words: string, checked: boolean) =>
    h("label", { class: "choice" }, h("input", { type: "radio", name: "apply", value, checked }), " ", words);
  const names = h("input", { id: "names", "aria-label": "students, parted by commas", placeholder: "ada, bob" });
  const form = h(
    "form",
    {
      class: "card apply",
      "aria-labelledby": "apply",
      submit: (event) => {
        event.preventDefault();
        const who = String(new FormData(form).get("apply"));
        void apply(id, who, names.value, reason.value).then(
          (words) => applied(told, id, words, who !== "new"),
          (error: unknown) => replace(told, trouble(error)),
        );
      },
    },
    h("h2", { id: "apply" }, `Whom is version ${version} for?`),
    h(
      "fieldset",
      null,
      h("legend", { class: "hidden" }, "Whom is it for?"),
      choice("new", "new submissions only; what was graded stays as it is", true),
      choice("all", "all submissions: grade them again, with the kept evidence where it suffices", false),
      choice("some", "the newest submissions of these students:", false),
      names,
    ),
    h("label", { for: "reason" }, "Reason, kept with the new grades"),
    reason,
    told,
    h("div", { class: "buttons" }, h("button", { type: "submit" }, "Apply")),
  );
  replace(to, form);
}

const LOOK_AGAIN_MS = 500;

async function waiting(id: string): Promise<boolean> {
  const lists = await Promise.all(
    ["queued", "running"].map((status) =>
      get<{ items: unknown[] }>(`/v1/submissions?limit=1&status=${status}&rubric=${encodeURIComponent(id)}`),
    ),
  );
  return lists.some((list) => list.items.length > 0);
}

// Where the new scores are, and whether all of them are there yet.
function applied(told: HTMLElement, id: string, words: string, graded: boolean): void {
  const at = `#/rubrics/${encodeURIComponent(id)}`;
  const news = h("span", null, words);
  replace(
    told,
    h(
      "p",
      { class: "alert ok", role: "status" },
      news,
      " Look at the ",
      h("a", { href: `${at}/class` }, "class"),
      " or the ",
      h("a", { href: `${at}/submissions` }, "submissions"),
      ".",
    ),
  );
  const look = async (): Promise<void> => {
    if (!news.isConnected) return;
    if (await waiting(id)) window.setTimeout(() => void again(), LOOK_AGAIN_MS);
    else news.textContent = `${words} All of it is done.`;
  };
  const again = () => look().catch((error: unknown) => replace(told, trouble(error)));
  if (graded) void again();
}

async function newestOf(id: string, students: string[]): Promise<string[]> {
  const lists = await Promise.all(
    students.map((student) =>
      get<{ items: { id: string }[] }>(
        `/v1/submissions?limit=1&rubric=${encodeURIComponent(id)}&student=${encodeURIComponent(student)}`,
      ),
    ),
  );
  return lists.map((list, at) => {
    if (!list.items[0]) throw new Error(`${students[at]} has handed in nothing here.`);
    return list.items[0].id;
  });
}

async function apply(id: string, who: string, names: string, reason: string): Promise<string> {
  if (who === "new") return "Only new submissions are graded by it.";
  const students = names
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  if (who === "some" && students.length === 0) throw new Error("Name at least one student.");
  const body = {
    reuse: true,
    ...(reason ? { reason } : {}),
    ...(who === "some" ? { submissions: await newestOf(id, students) } : {}),
  };
  const reply = await call<{ queued: number }>("POST", `${path("rubrics", id)}/regrade`, body);
  const are = reply.data.queued === 1 ? "is" : "are";
  return `${plural(reply.data.queued, "submission")} ${are} being graded again; old grades are kept.`;
}
