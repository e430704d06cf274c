// values.ts -- what a shared value can end with, and how: histogram, seeds to replay, the interleaving step by step.
import { h, plural, said, saidCut, type Child } from "../dom";
import { list, placeText, type Outcome, type Step, type Value } from "../model";
import { placeLink, type Context } from "./findings";

const OUTCOMES_MAX = 40,
  STEPS_MAX = 400,
  REASONS_MAX = 20,
  VALUE_MAX = 2000;

function bar(outcome: Outcome, total: number, replay: (seed: number | string) => string): HTMLElement {
  const count = outcome.count ?? 0;
  const right = outcome.right === true;
  const fill = h("span", { class: `fill ${right ? "ok" : outcome.right === false ? "error" : ""}` });
  fill.style.width = `${Math.max(1, (100 * count) / Math.max(1, total))}%`;
  const seed = outcome.seed;
  const button =
    seed === undefined
      ? null
      : h(
          "button",
          {
            type: "button",
            class: "copy",
            title: "copy the command that replays it",
            click: () => {
              void navigator.clipboard?.writeText(replay(seed)).then(() => {
                button!.textContent = "copied";
              });
            },
          },
          `seed ${seed}`,
        );
  return h(
    "tr",
    { class: right ? "ok" : "" },
    h(
      "th",
      { scope: "row", class: "mono" },
      saidCut(outcome.value?.trimEnd(), VALUE_MAX),
      right ? h("span", { class: "quiet" }, " right") : null,
    ),
    h("td", { class: "bar" }, fill),
    h("td", { class: "mono number" }, `${count.toLocaleString("en")}`),
    h("td", null, button),
  );
}

function steps(context: Context, list2: Step[]): HTMLElement {
  const who = (step: Step) =>
    step.thread && step.thread > 1 ? `${step.process}, thread ${step.thread}` : (step.process ?? "?");
  const names = [...new Set(list2.map(who))].slice(0, 8);
  let at = -1;
  const rows = list2
    .slice(0, STEPS_MAX)
    .map((step, number) =>
      h(
        "tr",
        { class: "step" },
        h("th", { scope: "row", class: "quiet number" }, number + 1),
        ...names.map((name) =>
          h(
            "td",
            null,
            who(step) === name
              ? h(
                  "span",
                  { class: "does" },
                  h("code", null, said(step.does)),
                  step.at && placeText(step.at) ? [" ", placeLink(context, step.at)] : null,
                )
              : null,
          ),
        ),
      ),
    );
  const status = h("span", { class: "quiet", role: "status" }, plural(rows.length, "step"));
  const show = (next: number) => {
    rows[at]?.classList.remove("here");
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows[at]?.classList.add("here");
    rows[at]?.scrollIntoView({ block: "nearest" });
    status.textContent = `step ${at + 1} of ${rows.length}`;
    const place = list2[at]?.at;
    if (place) context.goTo(place)?.();
  };
  return h(
    "div",
    { class: "interleaving" },
    h(
      "div",
      { class: "stepper" },
      h("button", { type: "button", click: () => show(at - 1) }, "← back"),
      h("button", { type: "button", click: () => show(at + 1) }, "next step →"),
      status,
    ),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": "the interleaving" },
      h(
        "table",
        { class: "steps" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, "step"),
            ...names.map((name) => h("th", { scope: "col" }, said(name))),
          ),
        ),
        h("tbody", null, ...rows),
      ),
    ),
  );
}

/** Why not every order was tried: but for what is told as not known. Of one schedule nobody thinks that it is all. */
function notAll(value: Value): string[] {
  if ((value.schedules ?? 0) <= 1) return [];
  return list(value.incomplete)
    .map((why) => why.message ?? "")
    .filter((message) => message !== "" && !list(value.unknown).includes(message))
    .slice(0, REASONS_MAX);
}

export function valueView(context: Context, value: Value, command: string): HTMLElement {
  const outcomes = list(value.outcomes)
    .slice()
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const total = outcomes.reduce((sum, outcome) => sum + (outcome.count ?? 0), 0);
  const verdict: Child = value.race_free
    ? h("span", { class: "chip ok" }, "no race")
    : value.race_free === false
      ? h("span", { class: "chip error" }, "data race")
      : null;
  const witness = list(value.witness?.steps);
  return h(
    "section",
    { class: "block value" },
    h("h3", null, h("code", null, said(value.name)), " ", verdict),
    h(
      "p",
      null,
      `${plural(outcomes.length, "outcome")} in ${plural(value.schedules ?? total, "schedule")}`,
      value.expected ? ["; expected ", h("code", null, said(value.expected.trimEnd()))] : "",
      value.complete ? "; every order that can make a difference was tried" : "",
      value.lines_in_any_order ? "; the same lines in another order count as the same" : "",
      value.lost?.max ? `; up to ${plural(value.lost.max, "update")} lost` : "",
      ".",
    ),
    ...notAll(value).map((why) => h("p", { class: "quiet" }, "Not all: ", said(why))),
    list(value.unknown).length > 0
      ? h("p", { class: "quiet" }, "Not known: ", said(list(value.unknown).slice(0, 5).join("; ")))
      : null,
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": `outcomes of ${value.name}` },
      h(
        "table",
        { class: "outcomes" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ...["ends with", "how often", "", "replay"].map((name, at) =>
              h("th", { scope: "col" }, name || h("span", { class: "hidden" }, `count ${at}`)),
            ),
          ),
        ),
        h(
          "tbody",
          null,
          ...outcomes
            .slice(0, OUTCOMES_MAX)
            .map((outcome) => bar(outcome, total, (seed) => `${command} --seed ${seed}`)),
        ),
      ),
    ),
    outcomes.length > OUTCOMES_MAX
      ? h("p", { class: "quiet" }, `and ${outcomes.length - OUTCOMES_MAX} more outcomes`)
      : null,
    witness.length > 0
      ? [
          h(
            "h4",
            null,
            "How it comes to that, step by step",
            value.witness?.seed !== undefined ? h("span", { class: "quiet" }, ` (seed ${value.witness.seed})`) : null,
          ),
          steps(context, witness),
        ]
      : null,
  );
}
