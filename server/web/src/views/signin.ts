// signin.ts -- a token becomes a session.
import { h, replace } from "../dom";
import { signIn, type Session } from "../api";
import { trouble, type View } from "./page";

export function signInView(done: (session: Session) => void): View {
  const input = h("input", {
    id: "token",
    name: "token",
    type: "password",
    autocomplete: "current-password",
    required: true,
    spellcheck: "false",
    "aria-describedby": "token-help",
  });
  const said = h("div", { "aria-live": "polite" });
  const button = h("button", { type: "submit", class: "primary" }, "Sign in");
  const form = h(
    "form",
    {
      class: "card signin",
      submit: (event) => {
        event.preventDefault();
        button.disabled = true;
        replace(said);
        signIn(input.value.trim()).then(done, (error: unknown) => {
          button.disabled = false;
          replace(said, trouble(error));
          input.focus();
        });
      },
    },
    h("h1", null, "Bothends"),
    h(
      "p",
      { class: "lead" },
      "Hand in C that talks through pipes and shares values. " +
        "See what every process did, why it got stuck, and what mends it.",
    ),
    h("label", { for: "token" }, "Your token"),
    input,
    h(
      "p",
      { class: "quiet", id: "token-help" },
      "It begins with bt_ and comes from your instructor; the one who set this up finds theirs in ",
      h("code", null, "admin-token"),
      " in the data folder.",
    ),
    said,
    button,
  );
  return { title: "Sign in", element: h("div", { class: "signin-page" }, form) };
}
