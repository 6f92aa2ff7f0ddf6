import type { Rule } from "./rule";

function unsilenceable(id: string, title: string, why: string, fix: string): Rule {
  return { id, severity: "warning", silenceable: false, title, why, fix };
}

/** The comments that silence findings. */
export const IGNORE_RULES: readonly Rule[] = [
  unsilenceable(
    "ignore/no-reason",
    "A `strata-ignore` gives no reason, so it silences nothing.",
    "Whoever reads the line next year needs to know why it is right.",
    "Write `# strata-ignore <id>: <reason>`.",
  ),
  unsilenceable(
    "ignore/unknown",
    "A `strata-ignore` names no check.",
    "It silences nothing.",
    "Take the suggested id; `docs/checks` lists them all.",
  ),
  unsilenceable(
    "ignore/unused",
    "A `strata-ignore` silences nothing.",
    "What it was written for is gone, or stands on another line: it could hide the next finding.",
    "Remove it, or put it on the line of the finding or right above.",
  ),
  unsilenceable(
    "ignore/error",
    "A `strata-ignore` names a check that can't be silenced.",
    "No Plan can be made of what is wrong.",
    "Repair what the check says, and remove the comment.",
  ),
];
