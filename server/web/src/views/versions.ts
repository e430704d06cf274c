// versions.ts -- every version of a rubric: what changed from one to another, and going back.
import { h, replace, said } from "../dom";
import { call, get, path, type Page, type RubricRow } from "../api";
import { rubricFrame, rubricText, editor } from "./rubric";
import { notices, trouble, when, type Caller, type View } from "./page";

async function textOf(id: string, version: number): Promise<string> {
  const response = await fetch(path("rubrics", id, "versions", version), { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`Version ${version} cannot be read.`);
  return response.text();
}

export async function versionsView(_caller: Caller, id: string): Promise<View> {
  const [newest, list, { difference }] = await Promise.all([
    rubricText(id),
    get<Page<RubricRow>>(`${path("rubrics", id)}/versions`),
    editor(),
  ]);
  const versions = list.items;
  const shown = h("div", { class: "stack", "aria-live": "polite" });
  let destroy = () => {};
  const pick = (label: string, at: number) =>
    h(
      "select",
      { "aria-label": label, change: () => void compare() },
      ...versions.map((row, index) =>
        h("option", { value: row.version, selected: index === at }, `version ${row.version}`),
      ),
    );
  const from = pick("from", Math.min(1, versions.length - 1));
  const to = pick("to", 0);
  const compare = async () => {
    try {
      const [before, after] = await Promise.all([textOf(id, Number(from.value)), textOf(id, Number(to.value))]);
      destroy();
      const view = difference(before, after);
      destroy = view.destroy;
      replace(
        shown,
        before === after
          ? h("p", { class: "empty" }, "They are the same.")
          : h("div", { class: "editor-box" }, view.element),
      );
    } catch (error) {
      replace(shown, trouble(error));
    }
  };
  const told = h("div", { "aria-live": "polite" });
  const restore = async (version: number) => {
    try {
      const text = await textOf(id, version);
      const reply = await call<{ version: number }>("PUT", path("rubrics", id), text, {
        "Content-Type": "application/json",
        "If-Match": newest.etag ?? "",
      });
      replace(
        told,
        h(
          "p",
          { class: "alert ok", role: "status" },
          `Version ${version} is published again, as version ${reply.data.version}. `,
          h("a", { href: `#/rubrics/${encodeURIComponent(id)}` }, "Look at it"),
        ),
      );
    } catch (error) {
      replace(told, trouble(error));
    }
  };
  await compare();
  const element = rubricFrame(
    id,
    newest.title,
    "versions",
    told,
    h(
      "div",
      { class: "two reversed" },
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": "versions" },
        h(
          "table",
          { class: "rows" },
          h("caption", { class: "hidden" }, "versions, newest first"),
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              ...["version", "saved", "by", "self-test", ""].map((name) =>
                h("th", { scope: "col" }, name || h("span", { class: "hidden" }, "action")),
              ),
            ),
          ),
          h(
            "tbody",
            null,
            ...versions.map((row, at) =>
              h(
                "tr",
                null,
                h("th", { scope: "row" }, `v${row.version}`),
                h("td", null, when(row.created)),
                h("td", null, said(row.author)),
                h("td", { class: "quiet wraps" }, notices(row.mutation) ?? "–"),
                h(
                  "td",
                  null,
                  at === 0
                    ? h("span", { class: "chip ok" }, "newest")
                    : h(
                        "button",
                        { type: "button", class: "quiet-button", click: () => void restore(row.version) },
                        "restore",
                      ),
                ),
              ),
            ),
          ),
        ),
      ),
      h(
        "section",
        { "aria-label": "What changed" },
        h("div", { class: "compare" }, h("span", null, "What changed from"), from, h("span", null, "to"), to),
        shown,
      ),
    ),
  );
  return { title: `Versions of ${newest.title}`, element, leave: () => destroy() };
}
