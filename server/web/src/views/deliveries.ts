// deliveries.ts -- for admins: what other services were told, what could not be told, and once more.
import { h, replace, said, saidCut, type Child } from "../dom";
import { call, get, path, type Page } from "../api";
import { trouble, when, type Caller, type View } from "./page";

interface DeliveryRow {
  id: number;
  submission: string;
  endpoint: string;
  state: string;
  attempts: number;
  created?: string | null;
  next_try?: string | null;
  last_status?: number; // HTTP; 0: there was no answer
  last_error?: string;
}

// What the API calls it: words, colour, and what may be done about it.
const STATES: Record<string, [string, string, string | null]> = {
  waiting: ["waiting", "warning", null],
  delivered: ["delivered", "ok", "send again"],
  dead: ["dead letter", "error", "try again"],
};

function chip(state: string): HTMLElement {
  const [words, kind] = STATES[state] ?? [state, ""];
  return h("span", { class: `chip ${kind}` }, words);
}

function answered(row: DeliveryRow): Child[] {
  return [
    row.last_status ? h("span", { class: "tabular" }, `HTTP ${row.last_status} `) : null,
    row.last_error ? saidCut(row.last_error, 300) : row.last_status ? null : h("span", { class: "quiet" }, "–"),
  ];
}

export async function deliveriesView(_caller: Caller): Promise<View> {
  const told = h("div", { "aria-live": "polite" });
  const box = h("div", { "aria-live": "polite" });
  const state = h(
    "select",
    { id: "state" },
    h("option", { value: "" }, "all"),
    ...Object.entries(STATES).map(([value, [words]]) => h("option", { value }, words)),
  );
  let turn = 0;
  const again = async (row: DeliveryRow) => {
    await call("POST", path("deliveries", row.id, "retry"));
    replace(told, h("div", { class: "alert ok", role: "status" }, "It goes out again now: to ", said(row.endpoint)));
    await load();
  };
  const action = (row: DeliveryRow): Child => {
    const words = STATES[row.state]?.[2];
    return words
      ? h(
          "button",
          {
            type: "button",
            class: "quiet-button",
            "aria-label": `${words}: delivery ${row.id}, to ${row.endpoint}`,
            click: () => void again(row).catch((error: unknown) => replace(told, trouble(error))),
          },
          words,
        )
      : null;
  };
  // What is needed first comes first: a phone shows five of them before one must scroll.
  const cells: [string, (row: DeliveryRow) => Child][] = [
    ["written", (row) => h("a", { href: `#/submissions/${encodeURIComponent(row.submission)}` }, when(row.created))],
    ["to", (row) => said(row.endpoint)],
    ["state", (row) => chip(row.state)],
    ["last answer", answered],
    ["action", action],
    ["tries", (row) => h("span", { class: "tabular" }, row.attempts)],
    ["next try", (row) => (row.state === "waiting" ? when(row.next_try) : h("span", { class: "quiet" }, "–"))],
  ];
  const load = async () => {
    const mine = ++turn;
    const query = state.value ? `?state=${state.value}` : "";
    const rows = (await get<Page<DeliveryRow>>(`/v1/deliveries${query}`)).items;
    if (mine !== turn) return;
    if (rows.length === 0) {
      replace(box, h("p", { class: "empty" }, state.value ? "Nothing fits." : "Nobody was told of anything yet."));
      return;
    }
    replace(
      box,
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": "deliveries" },
        h(
          "table",
          { class: "rows" },
          h("caption", { class: "hidden" }, "deliveries"),
          h("thead", null, h("tr", null, ...cells.map(([name]) => h("th", { scope: "col" }, name)))),
          h("tbody", null, ...rows.map((row) => h("tr", null, ...cells.map(([, cell]) => h("td", null, cell(row)))))),
        ),
      ),
    );
  };
  const reload = () => void load().catch((error: unknown) => replace(told, trouble(error)));
  await load();
  return {
    title: "Deliveries",
    element: h(
      "div",
      { class: "stack" },
      h("h1", null, "Deliveries"),
      h(
        "p",
        { class: "quiet" },
        "Each [deliver] section of the configuration is told of every grade. A dead letter was given up; it holds " +
          "nothing else up. The newest 200 are shown.",
      ),
      h(
        "form",
        {
          class: "filters",
          change: reload,
          submit: (event) => {
            event.preventDefault();
            reload();
          },
        },
        h("div", null, h("label", { for: "state" }, "State"), state),
        h("div", { class: "end-of-row" }, h("button", { type: "submit", class: "button" }, "Look again")),
      ),
      told,
      box,
    ),
  };
}
