// mistakes.ts -- which findings are one mistake (same_as), and in which processes and cases else it was seen.
import { list, type Finding, type Grade } from "../model";

const NAMES_MAX = 8; // of who made it, too; text.c says as many

export interface Mistakes {
  findings: Finding[];
  first: number[]; // of each finding: the number of the one that tells the same mistake first
  all: Map<number, number[]>; // by that number: all of them
  once: (indexes: number[]) => number[]; // each mistake once: the first finding of it that is among these
  caseTitle: (finding: Finding) => string; // "" where there is but one case
}

export function mistakesOf(grade: Grade): Mistakes {
  const findings = list(grade.findings);
  const first: number[] = [];
  const all = new Map<number, number[]>();
  findings.forEach((finding, index) => {
    const same = finding?.same_as;
    const told = typeof same === "number" ? (first[same] ?? index) : index; // only what stands before it counts
    first.push(told);
    const others = all.get(told);
    if (others) others.push(index);
    else all.set(told, [index]);
  });
  const once = (indexes: number[]) => {
    const by = new Map<number, number>();
    for (const index of indexes) if (findings[index] && !by.has(first[index]!)) by.set(first[index]!, index);
    return [...by.values()];
  };
  const titles = new Map(list(grade.runs).map((run) => [run.case ?? "", run.title || run.case || ""]));
  const caseTitle = (finding: Finding) => (titles.size > 1 && finding.case ? (titles.get(finding.case) ?? "") : "");
  return { findings, first, all, once, caseTitle };
}

function whoText(finding: Finding): string {
  const { process, fd } = finding;
  return process && typeof fd === "number" ? `${process} (fd ${fd})` : (process ?? "");
}

function names(before: string, from: Set<string>): string {
  const some = [...from].slice(0, NAMES_MAX);
  if (some.length === 0) return "";
  if (from.size > NAMES_MAX) return `${before} ${some.join(", ")} and others`;
  const last = some.pop()!;
  return `${before} ${some.length > 0 ? `${some.join(", ")} and ` : ""}${last}`;
}

// "The same 3 more times, in child 2 (fd 4) and child 3 (fd 4), in the case "Two messages"", as text.c says it.
export function againText(mistakes: Mistakes, told: Finding, others: number[]): string {
  const who = new Set<string>();
  const cases = new Set<string>();
  for (const index of others) {
    const finding = mistakes.findings[index]!;
    who.add(whoText(finding));
    cases.add(mistakes.caseTitle(finding));
  }
  for (const no of ["", whoText(told)]) who.delete(no);
  for (const no of ["", mistakes.caseTitle(told)]) cases.delete(no);
  const quoted = new Set([...cases].map((title) => `\u201c${title}\u201d`));
  const times = others.length === 1 ? "once more" : `${others.length.toLocaleString("en")} more times`;
  const before = cases.size === 1 ? ", in the case" : ", in the cases";
  return `The same ${times}${names(", in", who)}${names(before, quoted)}`;
}
