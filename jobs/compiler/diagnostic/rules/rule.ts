import type { Severity } from "../diagnostic";

/** One check: what it says and why. Its findings carry its id as their code. */
export interface Rule {
  /** Stable: `<group>/<name>`. */
  readonly id: string;
  readonly severity: Severity;
  /** Whether a comment `strata-ignore` may silence it; not so where no Plan can be made of what is wrong. */
  readonly silenceable: boolean;
  /** What is wrong, as a sentence about the file. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** An error of which no Plan can be made: it can't be silenced. */
export function broken(id: string, title: string, why: string, fix: string): Rule {
  return { id, severity: "error", silenceable: false, title, why, fix };
}

/** An error that someone may decide to live with: the Plan could be made. */
export function policy(id: string, title: string, why: string, fix: string): Rule {
  return { id, severity: "error", silenceable: true, title, why, fix };
}

/** A warning: someone should look. */
export function warning(id: string, title: string, why: string, fix: string): Rule {
  return { id, severity: "warning", silenceable: true, title, why, fix };
}

/** Something worth knowing. */
export function info(id: string, title: string, why: string, fix: string): Rule {
  return { id, severity: "info", silenceable: true, title, why, fix };
}
