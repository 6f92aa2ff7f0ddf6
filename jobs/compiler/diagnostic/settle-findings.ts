import type { IgnoreComment } from "../parse/ignore-comments";
import { type Diagnostic, warningAt } from "./diagnostic";
import { suggestion } from "./nearest-name";
import { ALL_RULES } from "./rules/all-rules";
import type { Rule } from "./rules/rule";

/**
 * What is reported of all that was found: findings of the checks in `rules`, with their severity, without those that a
 * comment silences; and what is wrong with the comments.
 */
export function settleFindings(
  found: readonly Diagnostic[],
  comments: readonly IgnoreComment[],
  rules: ReadonlyMap<string, Rule> = ALL_RULES,
): readonly Diagnostic[] {
  const active = found.flatMap((one) => {
    const rule = rules.get(one.code);
    // A finding without a rule is kept: silence must never come from a list that is behind.
    if (rule === undefined) return ALL_RULES.has(one.code) ? [] : [one];
    return [one.severity === rule.severity ? one : { ...one, severity: rule.severity }];
  });
  if (comments.length === 0) return active;
  const used = new Set<IgnoreComment>();
  const open = active.filter((one) => {
    const comment = comments.find(
      ({ id, reason, place, line, lastLine }) =>
        id === one.code &&
        reason !== "" &&
        place.file === one.file &&
        line <= one.line &&
        one.line <= lastLine,
    );
    if (comment === undefined || rules.get(one.code)?.silenceable !== true) return true;
    used.add(comment);
    return false;
  });
  const problems = comments.filter((comment) => !used.has(comment)).map((comment) => problemOf(comment));
  // Behind an error some checks do not run: what a comment would silence then is not known.
  const unsure = open.some((one) => one.severity === "error");
  return [
    ...open,
    ...problems.filter(({ code }) => rules.has(code) && !(unsure && code === "ignore/unused")),
  ];
}

function problemOf({ id, reason, place }: IgnoreComment): Diagnostic {
  const rule = ALL_RULES.get(id);
  if (rule === undefined) {
    const named = id === "" ? "This comment names no check." : `There is no check "${id}".`;
    return warningAt(place, "ignore/unknown", named, suggestion(id, ALL_RULES.keys()));
  }
  if (!rule.silenceable) {
    const hint = "Repair what it says, and remove the comment.";
    return warningAt(place, "ignore/error", `"${id}" can't be silenced.`, hint);
  }
  if (reason === "") {
    const hint = `Write "strata-ignore ${id}: <why it is right>".`;
    return warningAt(place, "ignore/no-reason", "A reason is missing, so nothing is silenced.", hint);
  }
  const hint = "Remove it, or put it on the line of the finding or right above.";
  return warningAt(place, "ignore/unused", `Nothing of "${id}" is found here.`, hint);
}
