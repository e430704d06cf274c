// report.ts -- the script of the file that `bothends report` writes: the document is in the page, nothing is loaded.
import { replace } from "./dom";
import { asGrade, list, type Source } from "./model";
import { givenSources } from "./report/source";
import { reportView } from "./report/view";

const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as {
  document?: unknown;
  sources?: Source[];
};
const grade = asGrade(data.document);
const main = document.getElementById("report");
if (main) replace(main, reportView(grade, givenSources(list(data.sources))));
document.title = `${grade.rubric?.title ?? "Bothends"} – report`;
