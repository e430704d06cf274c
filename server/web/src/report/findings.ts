// findings.ts -- what was found, said in full once: message, places, how to mend it, details.
import { cut, h, paged, said, saidCut, type Child } from "../dom";
import { list, type Finding, type Place } from "../model";

const FIRST = 25; // findings shown at once

export interface Context {
  // Jumps to a place in the sources; null when its file is not shown.
  goTo: (place: Place) => (() => void) | null;
  told: Set<number>; // findings that were said in full already
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

function about(finding: Finding): Child[] {
  const facts = [
    finding.process,
    finding.thread && finding.thread > 1 ? `thread ${finding.thread}` : null,
    finding.pipe,
    finding.end ? `${finding.end} end` : null,
    typeof finding.fd === "number" ? `fd ${finding.fd}` : null,
    finding.kind,
    finding.option,
  ];
  return facts.filter((fact): fact is string => !!fact).map((fact) => h("span", { class: "fact" }, said(fact)));
}

export function findingBlock(context: Context, finding: Finding, index: number): HTMLElement {
  const kind = severity(finding);
  context.told.add(index);
  return h(
    "article",
    { class: `finding ${kind}`, id: `finding-${index}`, tabindex: "-1" },
    h(
      "div",
      { class: "finding-head" },
      h("span", { class: `severity ${kind}` }, kind),
      h("code", { class: "code" }, said(finding.code)),
      ...about(finding),
    ),
    h("p", { class: "message" }, saidCut(finding.message)),
    list(finding.where).length > 0 &&
      h(
        "p",
        { class: "places" },
        ...list(finding.where)
          .slice(0, 8)
          .map((place) => placeLink(context, place)),
      ),
    finding.detail
      ? h("pre", { class: "detail", tabindex: "0", "aria-label": "details" }, ...cut(finding.detail, 4000))
      : null,
    finding.hint ? h("p", { class: "hint" }, h("strong", null, "Fix "), saidCut(finding.hint)) : null,
  );
}

// In full the first time, afterwards a pointer to where it was said.
export function findingOnce(context: Context, finding: Finding, index: number): HTMLElement {
  if (!context.told.has(index)) return findingBlock(context, finding, index);
  return h(
    "p",
    { class: "again" },
    "Also because of ",
    h("button", { type: "button", class: "place", click: () => focusFinding(index) }, said(finding.code)),
    ", said above.",
  );
}

export function focusFinding(index: number): void {
  const found = document.getElementById(`finding-${index}`);
  found?.closest("details")?.setAttribute("open", "");
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}

export function findingList(context: Context, findings: Finding[], indexes: number[]): HTMLElement {
  const to = h("div", { class: "findings" });
  paged(indexes, FIRST, to, (index) => {
    const finding = findings[index];
    return finding ? findingOnce(context, finding, index) : null;
  });
  return to;
}
