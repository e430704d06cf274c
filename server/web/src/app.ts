// app.ts -- the pages: who is signed in, which view the address names, and the frame around it.
import { add, h, replace, said, type Child } from "./dom";
import { Problem, askAhead, forgetAhead, signOut, whenSignedOut, whoAmI, type Session } from "./api";
import { classView } from "./views/class";
import { deliveriesView } from "./views/deliveries";
import { exerciseView } from "./views/exercise";
import { homeView } from "./views/home";
import { trouble, type Caller, type View } from "./views/page";
import { draftView, newRubricView, rubricView } from "./views/rubric";
import { signInView } from "./views/signin";
import { submissionAhead, submissionView } from "./views/submission";
import { rubricSubmissionsView, submissionsView } from "./views/submissions";
import { tokensView } from "./views/tokens";
import { versionsView } from "./views/versions";

const app = document.getElementById("app")!;
let session: Session | null = null;
let current: View | null = null;
let shownHash = "";

// "#/submissions/ID" -> a view. The first pattern that fits wins; each (...) is handed over decoded.
const ROUTES: [RegExp, boolean, (caller: Caller, ...parts: string[]) => Promise<View>][] = [
  [/^#?\/?$/, false, homeView],
  [/^#\/exercises\/([^/]+)$/, false, exerciseView],
  [/^#\/submissions\/([^/]+)$/, false, (caller, id = "") => submissionView(caller, id, () => void show())],
  [/^#\/submissions$/, true, submissionsView],
  [/^#\/tokens$/, true, tokensView],
  [/^#\/deliveries$/, true, deliveriesView],
  [/^#\/new$/, true, newRubricView],
  [/^#\/new\/([^/]+)$/, true, draftView],
  [/^#\/rubrics\/([^/]+)$/, true, rubricView],
  [/^#\/rubrics\/([^/]+)\/versions$/, true, versionsView],
  [/^#\/rubrics\/([^/]+)\/submissions$/, true, rubricSubmissionsView],
  [/^#\/rubrics\/([^/]+)\/class$/, true, classView],
];

function frame(view: Child, signedIn: Session | null): void {
  const nav = signedIn
    ? [
        h(
          "nav",
          { "aria-label": "Main" },
          h("a", { href: "#/" }, signedIn.role === "student" ? "Exercises" : "Rubrics"),
          signedIn.role === "student" ? null : h("a", { href: "#/submissions" }, "Submissions"),
          signedIn.role === "admin"
            ? [h("a", { href: "#/tokens" }, "Tokens"), h("a", { href: "#/deliveries" }, "Deliveries")]
            : null,
        ),
        h(
          "div",
          { class: "who" },
          h("span", { class: "name" }, said(signedIn.name)),
          h("span", { class: "chip" }, signedIn.role),
          h("button", { type: "button", class: "quiet-button", click: () => void leave() }, "Sign out"),
        ),
      ]
    : [];
  replace(
    app,
    h(
      "a",
      {
        class: "skip",
        href: "#main",
        click: (event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        },
      },
      "Skip to the content",
    ),
    signedIn
      ? h(
          "header",
          { class: "top" },
          h(
            "div",
            { class: "top-inner" },
            h(
              "a",
              { class: "brand", href: "#/" },
              h("img", { src: "/assets/icon.svg", alt: "", width: "26", height: "26" }),
              "Bothends",
            ),
            ...nav,
          ),
        )
      : null,
    h("main", { id: "main", tabindex: "-1" }, view),
  );
}

async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
  }
  session = null;
  location.hash = "#/";
  await show();
}

async function viewOf(hash: string, caller: Caller): Promise<View> {
  for (const [pattern, staffOnly, make] of ROUTES) {
    const found = pattern.exec(hash);
    if (found && (!staffOnly || caller.staff)) return make(caller, ...found.slice(1).map(decodeURIComponent));
  }
  throw new Problem(404, "not-found", "This address leads nowhere.", []);
}

// The session ended while a page was open: whoever signs in again goes on where they were, nothing typed is lost.
function signInAgain(): void {
  if (!session || document.querySelector("dialog.session-ended")) return;
  const was = session;
  const dialog = h("dialog", { class: "session-ended", "aria-label": "Your session has ended" });
  const form = signInView((fresh) => {
    dialog.close();
    dialog.remove();
    session = fresh;
    if (fresh.name !== was.name || fresh.role !== was.role) void show();
  });
  add(
    dialog,
    h("p", { class: "alert", role: "alert" }, "Your session has ended. Sign in again, then go on where you were."),
    form.element,
  );
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.appendChild(dialog);
  dialog.showModal();
  document.getElementById("token")?.focus();
}
whenSignedOut(signInAgain);

let turn = 0;

async function show(): Promise<void> {
  const mine = ++turn;
  const first = current === null;
  current?.leave?.();
  shownHash = location.hash;
  if (!session) {
    document.querySelector("dialog.session-ended")?.remove(); // nothing is there to go on with
    current = signInView((fresh) => {
      session = fresh;
      void show();
    });
    document.title = "Bothends";
    frame(current.element, null);
    document.getElementById("token")?.focus();
    return;
  }
  let view: View;
  try {
    view = await viewOf(location.hash, { session, staff: session.role !== "student" });
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      session = null;
      if (mine === turn) await show();
      return;
    }
    view = {
      title: "Trouble",
      element: h(
        "div",
        { class: "stack" },
        h("h1", { class: "hidden" }, "Trouble"),
        trouble(error),
        h("p", null, h("a", { href: "#/" }, "Back to the start")),
      ),
    };
  }
  if (mine !== turn) {
    view.leave?.();
    return;
  }
  current = view;
  document.title = `${view.title} – Bothends`;
  frame(view.element, session);
  window.scrollTo(0, 0);
  if (!first) document.getElementById("main")?.focus({ preventScroll: true });
}

window.addEventListener("hashchange", () => {
  if (location.hash === shownHash) return;
  const lost = current?.ask?.();
  if (lost && !window.confirm(lost)) {
    history.replaceState(null, "", shownHash || "#/");
    return;
  }
  void show();
});
window.addEventListener("beforeunload", (event) => {
  if (current?.ask?.()) event.preventDefault();
});

// A report is asked for at once, not only when the session is known: most who come have one.
const named = /^#\/submissions\/([\w-]+)$/.exec(location.hash);
if (named) askAhead(submissionAhead(named[1]!));
whoAmI()
  .then((found) => {
    session = found;
    return show();
  })
  .catch((error: unknown) => frame(trouble(error), null))
  .finally(forgetAhead);
