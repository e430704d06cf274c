// findings.ts -- what was found, said in full once: message, places, how to mend it, details; where else it was seen.
import { cut, h, paged, said, saidCut, type Child } from "../dom";
import { list, type Finding, type Place } from "../model";
import { againText, type Mistakes } from "./mistakes";

const FIRST = 25; // findings shown at once

export interface Context {
  // Jumps to a place in the sources; null when its file is not shown.
  goTo: (place: Place) => (() => void) | null;
  mistakes: Mistakes;
  told: Set<number>; // mistakes that were said in full already, by their first finding
}

export function severity(finding: Finding): string {
  const known = finding.severity;
  return known === "error" || known === "warning" || known === "note" ? known : "note";
}

export function placeLink(context: Context, place: Place): Child {
  const text = `${place.file ?? "?"}, line ${place.line ?? "?"}`;
  const where = place.function ? [said(text), " in ", h("code", null, said(`${place.function}()`))] : said(text);
  const go = context.goTo(place);
  return go
    ? h("button", { type: "button", class: "place", click: go }, where)
    : h("span", { class: "place" }, where);
}

function about(context: Context, finding: Finding): Child[] {
  const title = context.mistakes.caseTitle(finding);
  const facts = [
    finding.process,
    finding.thread && finding.thread > 1 ? `thread ${finding.thread}` : null,
    finding.pipe,
    finding.end ? `${finding.end} end` : null,
    typeof finding.fd === "number" ? `fd ${finding.fd}` : null,
    finding.kind,
    finding.option,
    title ? `in \u201c${title}\u201d` : null,
  ];
  return facts.filter((fact): fact is string => !!fact).map((fact) => h("span", { class: "fact" }, said(fact)));
}

function placesOf(context: Context, finding: Finding): Child {
  const where = list(finding.where).slice(0, 8);
  return where.length > 0 && h("p", { class: "places" }, ...where.map((place) => placeLink(context, place)));
}

// The others of one mistake: folded, and made when somebody unfolds them.
function again(context: Context, told: Finding, others: number[]): Child {
  if (others.length === 0) return null;
  const to = h("ol");
  const details = h(
    "details",
    { class: "again-fold" },
    h("summary", null, said(againText(context.mistakes, told, others))),
    to,
  );
  const places = JSON.stringify(told.where);
  const row = (index: number): Child => {
    const finding = context.mistakes.findings[index]!;
    return h(
      "li",
      null,
      h("div", { class: "facts-of" }, ...about(context, finding)),
      finding.message === told.message ? null : h("p", null, saidCut(finding.message)),
      JSON.stringify(finding.where) === places ? null : placesOf(context, finding),
    );
  };
  details.addEventListener("toggle", () => {
    if (details.open && to.childNodes.length === 0) paged(others, FIRST, to, row);
  });
  return details;
}

function findingBlock(context: Context, finding: Finding, index: number): HTMLElement {
  const kind = severity(finding);
  const { first, all } = context.mistakes;
  return h(
    "article",
    { class: `finding ${kind}`, id: `finding-${first[index]}`, tabindex: "-1" },
    h(
      "div",
      { class: "finding-head" },
      h("span", { class: `severity ${kind}` }, kind),
      h("code", { class: "code" }, said(finding.code)),
      ...about(context, finding),
    ),
    h("p", { class: "message" }, saidCut(finding.message)),
    placesOf(context, finding),
    finding.detail
      ? h("pre", { class: "detail", tabindex: "0", "aria-label": "details" }, ...cut(finding.detail, 4000))
      : null,
    finding.hint ? h("p", { class: "hint" }, h("strong", null, "Fix "), saidCut(finding.hint)) : null,
    again(
      context,
      finding,
      all.get(first[index]!)!.filter((other) => other !== index),
    ),
  );
}

// In full the first time, afterwards a pointer to where it was said.
function findingOnce(context: Context, finding: Finding, index: number): HTMLElement {
  const first = context.mistakes.first[index]!;
  if (!context.told.has(first)) {
    context.told.add(first);
    return findingBlock(context, finding, index);
  }
  return h(
    "p",
    { class: "again" },
    "Also because of ",
    h("button", { type: "button", class: "place", click: () => focusMistake(first) }, said(finding.code)),
    ", said above.",
  );
}

export function focusMistake(first: number): void {
  const found = document.getElementById(`finding-${first}`);
  found?.closest("details")?.setAttribute("open", "");
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}

// Each mistake once: by the first finding of it that is among these.
export function findingList(context: Context, indexes: number[]): HTMLElement {
  const { findings, once } = context.mistakes;
  const to = h("div", { class: "findings" });
  paged(once(indexes), FIRST, to, (index) => findingOnce(context, findings[index]!, index));
  return to;
}
