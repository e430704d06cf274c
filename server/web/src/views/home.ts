// home.ts -- the exercises, and what was handed in lately.
import { h, points, said, type Child } from "../dom";
import { get, type Page, type RubricRow, type SubmissionRow } from "../api";
import { done, notices, statusChip, when, type Caller, type View } from "./page";

export function submissionTable(
  rows: SubmissionRow[],
  caption: string,
  withStudent: boolean,
  withRubric: boolean,
): HTMLElement {
  const cells: [string, boolean, (row: SubmissionRow) => Child][] = [
    ["handed in", true, (row) => h("a", { href: `#/submissions/${row.id}` }, when(row.created))],
    ["student", withStudent, (row) => said(row.student)],
    ["exercise", withRubric, (row) => said(row.rubric.id)],
    ["version", withStudent, (row) => h("span", { class: "quiet" }, `v${row.rubric.version}`)],
    ["status", true, (row) => statusChip(row.status)],
    [
      "points",
      true,
      (row) =>
        done(row) && row.score !== undefined
          ? h("span", { class: "tabular" }, `${points(row.score)} / ${points(row.max_score)}`)
          : "",
    ],
  ];
  const used = cells.filter((cell) => cell[1]);
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": caption },
    h(
      "table",
      { class: "rows" },
      h("caption", { class: "hidden" }, caption),
      h("thead", null, h("tr", null, ...used.map(([name]) => h("th", { scope: "col" }, name)))),
      h("tbody", null, ...rows.map((row) => h("tr", null, ...used.map(([, , cell]) => h("td", null, cell(row)))))),
    ),
  );
}

function card(row: RubricRow, staff: boolean, last: SubmissionRow | undefined): HTMLElement {
  return h(
    "li",
    null,
    h(
      "a",
      { class: "card exercise", href: `#/${staff ? "rubrics" : "exercises"}/${encodeURIComponent(row.id)}` },
      h("h2", null, said(row.title || row.id)),
      h(
        "p",
        { class: "quiet" },
        h("code", null, said(row.id)),
        staff ? ` · version ${row.version}` : "",
        staff && row.author ? [" by ", said(row.author)] : "",
      ),
      notices(row.mutation) ? h("p", { class: "quiet" }, notices(row.mutation)) : null,
      last ? h("p", { class: "last" }, statusChip(last.status), " ", when(last.created)) : null,
    ),
  );
}

export async function homeView(caller: Caller): Promise<View> {
  const [rubrics, recent] = await Promise.all([
    get<Page<RubricRow>>("/v1/rubrics"),
    get<Page<SubmissionRow>>("/v1/submissions?limit=20"),
  ]);
  const last = new Map<string, SubmissionRow>();
  if (!caller.staff) for (const row of recent.items) if (!last.has(row.rubric.id)) last.set(row.rubric.id, row);
  const heading = caller.staff ? "Rubrics" : "Exercises";
  return {
    title: heading,
    element: h(
      "div",
      { class: "stack" },
      h(
        "section",
        { "aria-labelledby": "list" },
        h(
          "div",
          { class: "title-row" },
          h("h1", { id: "list" }, heading),
          caller.staff ? h("a", { class: "button", href: "#/new" }, "New rubric") : null,
        ),
        rubrics.items.length > 0
          ? h("ul", { class: "cards" }, ...rubrics.items.map((row) => card(row, caller.staff, last.get(row.id))))
          : h("p", { class: "empty" }, "There is nothing yet."),
      ),
      h(
        "section",
        { "aria-labelledby": "recent" },
        h(
          "div",
          { class: "title-row" },
          h("h2", { id: "recent" }, caller.staff ? "Handed in lately" : "What you handed in"),
          caller.staff ? h("a", { href: "#/submissions" }, "all submissions") : null,
        ),
        recent.items.length > 0
          ? submissionTable(recent.items, "submissions", caller.staff, true)
          : h(
              "p",
              { class: "empty" },
              caller.staff ? "Nobody has handed anything in yet." : "Nothing yet: choose an exercise above.",
            ),
      ),
    ),
  };
}
