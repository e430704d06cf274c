// submissions.ts -- what was handed in, as a table with filters; of one exercise or of all.
import { h, replace } from "../dom";
import { get, type Page, type RubricRow, type SubmissionRow } from "../api";
import { rubricFrame, rubricText } from "./rubric";
import { submissionTable } from "./home";
import { trouble, type Caller, type View } from "./page";

const STATES = ["queued", "running", "graded", "compile_error", "grader_error"];

function option(value: string, words: string): HTMLOptionElement {
  return h("option", { value }, words);
}

function table(fixed: string | null, rubrics: RubricRow[]): HTMLElement {
  const student = h("input", { id: "student", type: "search", placeholder: "all", autocomplete: "off" });
  const status = h(
    "select",
    { id: "status" },
    option("", "all"),
    ...STATES.map((one) => option(one, one.replace("_", " "))),
  );
  const rubric = h(
    "select",
    { id: "rubric" },
    option("", "all"),
    ...rubrics.map((one) => option(one.id, one.title || one.id)),
  );
  const out = h("div", { class: "stack", "aria-live": "polite" });
  let rows: SubmissionRow[] = [];
  let turn = 0;
  const load = async (cursor: string | null) => {
    const mine = ++turn;
    const query = new URLSearchParams({ limit: "100" });
    const wanted: [string, string][] = [
      ["student", student.value.trim()],
      ["status", status.value],
      ["rubric", fixed ?? rubric.value],
      ["cursor", cursor ?? ""],
    ];
    for (const [name, value] of wanted) if (value) query.set(name, value);
    try {
      const page = await get<Page<SubmissionRow>>(`/v1/submissions?${query.toString()}`);
      if (mine !== turn) return;
      rows = cursor ? [...rows, ...page.items] : page.items;
      const next = page.next_cursor;
      replace(
        out,
        rows.length > 0
          ? submissionTable(rows, "submissions", true, fixed === null)
          : h("p", { class: "empty" }, "Nothing fits."),
        next ? h("button", { type: "button", class: "more", click: () => void load(next) }, "Show older ones") : null,
      );
    } catch (error) {
      if (mine === turn) replace(out, trouble(error));
    }
  };
  const filters = h(
    "form",
    {
      class: "filters",
      role: "search",
      change: () => void load(null),
      submit: (event) => {
        event.preventDefault();
        void load(null);
      },
    },
    h("div", null, h("label", { for: "student" }, "Student"), student),
    h("div", null, h("label", { for: "status" }, "Status"), status),
    fixed === null ? h("div", null, h("label", { for: "rubric" }, "Exercise"), rubric) : null,
  );
  void load(null);
  return h("div", { class: "stack" }, filters, out);
}

export async function submissionsView(_caller: Caller): Promise<View> {
  const rubrics = await get<Page<RubricRow>>("/v1/rubrics");
  return {
    title: "Submissions",
    element: h("div", { class: "stack" }, h("h1", null, "Submissions"), table(null, rubrics.items)),
  };
}

export async function rubricSubmissionsView(_caller: Caller, id: string): Promise<View> {
  const { title } = await rubricText(id);
  return { title: `Submissions of ${title}`, element: rubricFrame(id, title, "submissions", table(id, [])) };
}
