// api.ts -- the HTTP API of contract.md, as the signed-in caller.

export interface Session {
  name: string;
  role: "student" | "instructor" | "admin";
  csrf?: string;
  expires?: string;
}
export interface Fault {
  pointer: string;
  line?: number;
  column?: number; // from 1, in characters
  detail: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
    readonly errors: Fault[],
  ) {
    super(message);
  }
}

let csrf = "";
let signedOut = (): void => undefined;

// Called when the service no longer knows who asks.
export function whenSignedOut(tell: () => void): void {
  signedOut = tell;
}

const ahead = new Map<string, Promise<Response>>();

// Asks before anybody needs the answer; the next GET of the same path takes it.
export function askAhead(paths: string[]): void {
  for (const path of paths) {
    const answer = fetch(path, asking("GET"));
    answer.catch(() => undefined); // told by who takes it
    ahead.set(path, answer);
  }
}
export function forgetAhead(): void {
  ahead.clear();
}

function asking(method: string, headers: Record<string, string> = {}): RequestInit {
  return {
    method,
    headers: { Accept: "application/json", ...headers },
    credentials: "same-origin",
    cache: "no-cache",
  };
}

export interface Reply<T> {
  data: T;
  etag: string | null;
  status: number;
}

async function problemOf(response: Response): Promise<Problem> {
  let body: { type?: string; title?: string; detail?: string; errors?: Fault[] } = {};
  try {
    body = await response.json();
  } catch {
    body = {}; // a proxy's own page, say: the status must do
  }
  return new Problem(
    response.status,
    (body.type ?? "").split("/").pop() ?? "",
    body.detail ?? body.title ?? `The service answered ${response.status}.`,
    body.errors ?? [],
  );
}

export async function call<T>(
  method: string,
  path: string,
  body?: BodyInit | object | null,
  headers: Record<string, string> = {},
): Promise<Reply<T>> {
  const init = asking(method, headers);
  const sent = init.headers as Record<string, string>;
  if (method !== "GET") sent["X-CSRF-Token"] = csrf;
  if (body instanceof FormData || typeof body === "string") init.body = body;
  else if (body) {
    init.body = JSON.stringify(body);
    sent["Content-Type"] = "application/json";
  }
  const early = method === "GET" ? ahead.get(path) : undefined;
  if (early) ahead.delete(path);
  let response: Response;
  try {
    response = await (early ?? fetch(path, init));
  } catch {
    throw new Problem(0, "unreachable", "The service cannot be reached. Is it running, and are you online?", []);
  }
  if (response.status === 401 && path !== "/v1/session") signedOut();
  if (!response.ok) throw await problemOf(response);
  const type = response.headers.get("Content-Type") ?? "";
  const data = response.status === 204 ? null : type.includes("json") ? await response.json() : await response.text();
  return { data: data as T, etag: response.headers.get("ETag"), status: response.status };
}

export async function get<T>(path: string): Promise<T> {
  return (await call<T>("GET", path)).data;
}

export async function whoAmI(): Promise<Session | null> {
  try {
    const session = await get<Session>("/v1/session");
    csrf = session.csrf ?? "";
    return session;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

export async function signIn(token: string): Promise<Session> {
  const session = (await call<Session>("POST", "/v1/session", { token })).data;
  csrf = session.csrf ?? "";
  return session;
}

export async function signOut(): Promise<void> {
  await call("DELETE", "/v1/session");
  csrf = "";
}

export interface RubricRow {
  id: string;
  title?: string;
  version: number;
  sha256?: string;
  author?: string;
  created?: string | null;
  mutation?: MutationScore | null; // what the last self-test of this text said
}
export interface MutationScore {
  killed?: number;
  survived?: number;
  equivalent?: number;
  score?: number | null;
}
export interface PublicRubric {
  id: string;
  title: string;
  version: number;
  task?: string;
  due?: string | null;
  max_score?: number;
  max_points?: number;
  criteria?: {
    id: string;
    title: string;
    text?: string;
    max_points?: number;
    points?: number;
    visibility?: string;
  }[];
  withheld?: { criteria: number; points: number };
}
export interface SubmissionRow {
  schema?: string;
  id: string;
  status: string;
  rubric: { id: string; version: number };
  student: string;
  created: string | null;
  finished?: string | null;
  score?: number;
  max_score?: number;
  position?: number;
  progress?: string;
  message?: string;
  error?: string;
  attempts?: number;
}
export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

export function path(...parts: (string | number)[]): string {
  return `/v1/${parts.map((part) => encodeURIComponent(part)).join("/")}`;
}
