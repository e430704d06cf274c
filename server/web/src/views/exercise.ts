// exercise.ts -- one exercise: its task, what counts, and handing in by drop, paste or choice.
import { h, paged, plural, points, replace, said } from "../dom";
import { call, get, path, type Page, type PublicRubric, type SubmissionRow } from "../api";
import { submissionTable } from "./home";
import { crumbs, curlLine, markdownReader, trouble, type Caller, type View } from "./page";

interface Handed {
  name: string;
  data: Blob;
  text: string | null;
}

function kib(bytes: number): string {
  return bytes < 1024 ? plural(bytes, "byte") : `${(bytes / 1024).toFixed(1)} KiB`;
}

function handIn(rubric: string): HTMLElement {
  const files: Handed[] = [];
  const shown = h("ul", { class: "files" });
  const told = h("div", { "aria-live": "polite" });
  const send = h("button", { type: "submit", class: "primary", disabled: true }, "Hand in");
  const draw = () => {
    send.disabled = files.length === 0;
    replace(
      shown,
      ...files.map((file, at) =>
        h(
          "li",
          null,
          h("code", null, said(file.name)),
          h("span", { class: "quiet" }, kib(file.data.size)),
          h(
            "button",
            {
              type: "button",
              class: "quiet-button",
              "aria-label": `take ${file.name} out`,
              click: () => {
                files.splice(at, 1);
                draw();
              },
            },
            "remove",
          ),
        ),
      ),
    );
  };
  const take = (name: string, data: Blob, text: string | null = null) => {
    const known = files.findIndex((file) => file.name === name);
    if (known >= 0) files.splice(known, 1);
    files.push({ name, data, text });
    draw();
  };
  const takeAll = (list: FileList | null | undefined) => {
    for (const file of list ?? []) take(file.name, file);
  };
  const input = h("input", {
    type: "file",
    multiple: true,
    id: "files",
    class: "hidden",
    accept: ".c,.h,.zip,.tar.gz,.tgz",
    change: () => {
      takeAll(input.files);
      input.value = "";
    },
  });
  const code = h("textarea", {
    id: "paste",
    rows: "8",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    placeholder: "#include <stdio.h>\n\nint main(void)\n{",
    input: () => {
      const known = files.findIndex((file) => file.text !== null);
      if (known >= 0) files.splice(known, 1);
      if (code.value.trim()) take("main.c", new Blob([code.value], { type: "text/x-c" }), code.value);
      else draw();
    },
  });
  const drop = h(
    "div",
    {
      class: "drop",
      dragover: (event) => {
        event.preventDefault();
        drop.classList.add("over");
      },
      dragleave: () => drop.classList.remove("over"),
      drop: (event) => {
        event.preventDefault();
        drop.classList.remove("over");
        takeAll((event as DragEvent).dataTransfer?.files);
      },
    },
    h(
      "p",
      null,
      "Drop your ",
      h("code", null, ".c"),
      " and ",
      h("code", null, ".h"),
      " files here, or one .zip or .tar.gz",
    ),
    h("label", { for: "files", class: "button" }, "Choose files"),
    input,
  );
  const form = h(
    "form",
    {
      class: "card handin",
      "aria-labelledby": "handin",
      paste: (event) => takeAll((event as ClipboardEvent).clipboardData?.files),
      submit: (event) => {
        event.preventDefault();
        const body = new FormData();
        for (const file of files) body.append("file", file.data, file.name);
        send.disabled = true;
        replace(told, h("p", { class: "quiet", role: "status" }, "Handing in …"));
        call<SubmissionRow>("POST", `/v1/submissions?rubric=${encodeURIComponent(rubric)}`, body).then(
          (reply) => {
            location.hash = `#/submissions/${reply.data.id}`;
          },
          (error: unknown) => {
            send.disabled = false;
            replace(told, trouble(error));
          },
        );
      },
    },
    h("h2", { id: "handin" }, "Hand in"),
    drop,
    h(
      "details",
      { class: "paste" },
      h("summary", null, "or paste your program"),
      h("label", { for: "paste" }, "main.c"),
      code,
    ),
    shown,
    told,
    h("div", { class: "buttons" }, send),
    curlLine(rubric),
  );
  return form;
}

function counts(rubric: PublicRubric): HTMLElement {
  const list = h("ol", { class: "counts" });
  const worth = (one: { max_points?: number; points?: number }) => one.max_points ?? (one.points ?? 0) / 100;
  paged(rubric.criteria ?? [], 100, list, (one) =>
    h(
      "li",
      null,
      h("div", null, h("span", null, said(one.title)), h("span", { class: "worth" }, points(worth(one)))),
      one.text ? h("p", { class: "quiet" }, said(one.text)) : null,
    ),
  );
  return h(
    "section",
    { "aria-labelledby": "counts" },
    h("h2", { id: "counts" }, "What counts"),
    list,
    rubric.withheld?.criteria
      ? h(
          "p",
          { class: "quiet" },
          `And ${plural(rubric.withheld.criteria, "more criterion", "more criteria")} worth ${points(
            rubric.withheld.points,
          )} points, not shown (yet).`,
        )
      : null,
  );
}

export async function exerciseView(caller: Caller, id: string): Promise<View> {
  const own = caller.staff ? "" : `&student=${encodeURIComponent(caller.session.name)}`;
  const [rubric, attempts, markdown] = await Promise.all([
    get<PublicRubric>(path("rubrics", id)),
    get<Page<SubmissionRow>>(`/v1/submissions?rubric=${encodeURIComponent(id)}&limit=20${own}`),
    markdownReader(),
  ]);
  const title = rubric.title || rubric.id;
  return {
    title,
    element: h(
      "div",
      { class: "stack" },
      h(
        "header",
        null,
        crumbs(["Exercises", "#/"], [title, null]),
        h("h1", null, said(title)),
        rubric.due ? h("p", { class: "quiet" }, `due ${new Date(rubric.due).toLocaleString("en")}`) : null,
      ),
      h(
        "div",
        { class: "two" },
        h(
          "div",
          { class: "stack" },
          h(
            "section",
            { "aria-label": "The task" },
            rubric.task ? markdown(rubric.task, true) : h("p", { class: "empty" }, "There is no task text."),
          ),
          counts(rubric),
        ),
        h(
          "div",
          { class: "side stack" },
          handIn(id),
          attempts.items.length > 0
            ? h(
                "section",
                { "aria-labelledby": "attempts" },
                h("h2", { id: "attempts" }, "Attempts so far"),
                submissionTable(attempts.items, "attempts so far", caller.staff, false),
              )
            : null,
        ),
      ),
    ),
  };
}
