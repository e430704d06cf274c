// model.ts -- the documents of the API as they may come: every field may be missing, nothing is trusted.

export interface Place {
  file?: string;
  line?: number;
  column?: number;
  function?: string | null;
}
export interface WaitsFor {
  process?: string;
  why?: string;
}
export interface Wait {
  process?: string;
  thread?: number;
  call?: string; // the system's
  called?: string; // the function that the student called
  on?: string | null;
  fd?: number | null;
  at?: Place | null;
  waits_for?: WaitsFor[];
}
export interface Deadlock {
  proven_ms?: number;
  kind?: string;
  waits?: Wait[];
}
export interface Finding {
  code?: string;
  severity?: string;
  count?: number; // how often the same mistake was found, in the first of them
  same_as?: number; // in the others: the number of that first one
  process?: string | null;
  thread?: number | null;
  case?: string;
  run?: number;
  message?: string;
  hint?: string;
  where?: Place[];
  detail?: string;
  option?: string;
  pipe?: string;
  end?: string;
  fd?: number;
  kind?: string;
  waits?: Wait[];
}
export interface Criterion {
  id?: string;
  title?: string;
  check?: string;
  points?: number;
  max_points?: number;
  passed?: boolean;
  message?: string;
  findings?: number[];
  visibility?: string;
  text?: string;
  withheld?: boolean;
}
export interface Stream {
  text?: string;
  bytes?: number;
  truncated?: boolean;
  withheld?: boolean;
}
export interface Process {
  name?: string;
  parent?: string | null;
  exit_code?: number | null;
  signal?: number | null;
  signal_name?: string | null;
  ended_by?: string | null;
  program?: string | null;
  threads?: number;
  forked_at?: Place | null;
}
export interface End {
  process?: string;
  end?: string;
  fd?: number;
  from?: string;
  from_fd?: number | null;
  used?: boolean;
  unseen?: boolean;
  closed_at?: Place | null;
  closed_by?: string | null;
  open_at_exit?: boolean;
  opened_ms?: number | null;
  closed_ms?: number | null;
}
export interface Pipe {
  name?: string;
  kind?: string;
  created_at?: Place | null;
  ends?: End[];
}
export interface TimelineStep {
  t_ms?: number;
  process?: string;
  thread?: number;
  what?: string;
  at?: Place | null;
  child?: string;
  started?: number;
  program?: string;
  pipe?: string | null;
  end?: string | null;
  fd?: number | null;
  fds?: number[];
  signal_name?: string | null;
  exit_code?: number | null;
  call?: string;
}
export interface Run {
  schema?: string;
  outcome?: string;
  exit_code?: number | null;
  signal?: number | null;
  signal_name?: string | null;
  forbidden_call?: string | null;
  wall_ms?: number;
  cpu_ms?: number;
  peak_memory_kib?: number;
  stdout?: Stream;
  stderr?: Stream;
  processes?: Process[];
  processes_left_out?: number;
  pipes?: Pipe[];
  deadlock?: Deadlock | null;
  findings?: Finding[];
  timeline?: TimelineStep[];
  timeline_left_out?: number;
  isolation?: { level?: string; layers?: string[] };
}
export interface Outcome {
  value?: string;
  right?: boolean;
  count?: number;
  seed?: number | string;
}
export interface Step {
  process?: string;
  thread?: number;
  does?: string;
  at?: Place | null;
}
export interface Value {
  name?: string;
  case?: string;
  complete?: boolean;
  incomplete?: { reason?: string; message?: string }[];
  lines_in_any_order?: boolean;
  lost?: { min?: number; max?: number };
  unknown?: string[];
  expected?: string | null;
  schedules?: number;
  race_free?: boolean | null;
  outcomes?: Outcome[];
  witness?: { seed?: number | string; steps?: Step[] } | null;
}
export interface Grade {
  schema?: string;
  id?: string;
  status?: string;
  rubric?: { id?: string; version?: number; sha256?: string; title?: string } | null;
  files?: { name?: string; sha256?: string; bytes?: number }[];
  score?: number | null;
  max_score?: number | null;
  criteria?: Criterion[];
  findings?: Finding[];
  runs?: { case?: string; title?: string; run?: number; report?: Run }[];
  values?: Value[];
  timing_ms?: Record<string, number>;
  seed?: number;
  withheld?: { criteria?: number; points?: number };
  grader?: { version?: string; compiler?: string; isolation?: string | null };
}
export interface Source {
  name: string;
  text: string;
}

// A run report alone is shown as a grade with one run and nothing judged.
export function asGrade(document: unknown): Grade {
  const any = (document ?? {}) as Grade & Run;
  if (any.schema !== "bothends.run/1") return any;
  return {
    schema: "bothends.grade/1",
    status: "graded",
    score: null,
    findings: any.findings ?? [],
    runs: [{ case: "run", title: "The run", run: 1, report: any }],
  };
}

// A list where one is expected, whatever came.
export function list<T>(value: T[] | null | undefined): T[] {
  return Array.isArray(value) ? value : [];
}

export function placeText(place: Place | null | undefined): string {
  if (!place?.file) return "";
  return `${place.file}:${place.line ?? "?"}`;
}
