// tokens.ts -- for admins: who may come in, new tokens, tokens that end.
import { h, replace, said } from "../dom";
import { call, get, path, type Page } from "../api";
import { copyButton, trouble, when, type Caller, type View } from "./page";

interface TokenRow {
  id: string;
  name: string;
  role: string;
  created?: string | null;
  revoked?: string | null;
  token?: string;
}

export async function tokensView(caller: Caller): Promise<View> {
  const told = h("div", { "aria-live": "polite" });
  const box = h("div");
  const load = async () => {
    const rows = (await get<Page<TokenRow>>("/v1/tokens")).items;
    const revoke = async (row: TokenRow) => {
      if (!window.confirm(`The token of ${row.name} will be useless at once. Revoke it?`)) return;
      try {
        await call("DELETE", path("tokens", row.id));
        await load();
      } catch (error) {
        replace(told, trouble(error));
      }
    };
    const row = (one: TokenRow) =>
      h(
        "tr",
        null,
        h("th", { scope: "row" }, said(one.name)),
        h("td", null, one.role),
        h("td", null, when(one.created)),
        h(
          "td",
          null,
          one.revoked
            ? h("span", { class: "quiet" }, "revoked")
            : h(
                "button",
                {
                  type: "button",
                  class: "quiet-button",
                  "aria-label": `revoke the token of ${one.name}`,
                  click: () => void revoke(one),
                },
                "revoke",
              ),
        ),
      );
    const names = ["name", "role", "made"];
    replace(
      box,
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": "tokens" },
        h(
          "table",
          { class: "rows" },
          h("caption", { class: "hidden" }, "tokens"),
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              ...names.map((name) => h("th", { scope: "col" }, name)),
              h("th", { scope: "col" }, h("span", { class: "hidden" }, "action")),
            ),
          ),
          h("tbody", null, ...[...rows].reverse().map(row)),
        ),
      ),
    );
  };
  const name = h("input", { id: "name", required: true, maxlength: "128", autocomplete: "off" });
  const role = h(
    "select",
    { id: "role" },
    ...["student", "instructor", "admin"].map((one) => h("option", { value: one }, one)),
  );
  const form = h(
    "form",
    {
      class: "filters",
      submit: (event) => {
        event.preventDefault();
        call<TokenRow>("POST", "/v1/tokens", { name: name.value, role: role.value }).then(
          (reply) => {
            const secret = reply.data.token ?? "";
            name.value = "";
            replace(
              told,
              h(
                "div",
                { class: "alert ok", role: "status" },
                "The token of ",
                said(reply.data.name),
                ", shown this once: ",
                h("code", null, secret),
                " ",
                copyButton(() => secret),
              ),
            );
            return load();
          },
          (error: unknown) => replace(told, trouble(error)),
        );
      },
    },
    h("div", null, h("label", { for: "name" }, "Name"), name),
    h("div", null, h("label", { for: "role" }, "Role"), role),
    h("div", { class: "end-of-row" }, h("button", { type: "submit", class: "primary" }, "Make a token")),
  );
  await load();
  return {
    title: "Tokens",
    element: h(
      "div",
      { class: "stack" },
      h("h1", null, "Tokens"),
      h(
        "p",
        { class: "quiet" },
        `You are ${caller.session.name}. A student hands in under a token's name. Only hashes of tokens are kept.`,
      ),
      form,
      told,
      box,
    ),
  };
}
