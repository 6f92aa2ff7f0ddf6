import {
  isArray,
  isObject,
  isUnknown,
  type Properties,
  type PropertyValue,
  pathText,
} from "./property-values";
import type { Change } from "./resource-handler";

/** Every place where two sets of properties differ, the deepest first of each branch; unknown values count as different. */
export function compareProperties(olds: Properties, news: Properties): readonly Change[] {
  return compareObjects(olds, news, []);
}

function compareObjects(
  olds: Properties,
  news: Properties,
  path: readonly (string | number)[],
): readonly Change[] {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort();
  return keys.flatMap((key) => compareValues(olds[key], news[key], [...path, key]));
}

function compareValues(
  before: PropertyValue | undefined,
  after: PropertyValue | undefined,
  path: readonly (string | number)[],
): readonly Change[] {
  const property = pathText(path);
  if (before === undefined || after === undefined) {
    return before === after ? [] : [{ property, kind: before === undefined ? "add" : "delete" }];
  }
  if (isUnknown(after)) {
    return [{ property, kind: "update" }];
  }
  if (isArray(before) && isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      compareValues(before[index], after[index], [...path, index]),
    );
  }
  if (isObject(before) && isObject(after)) {
    return compareObjects(before, after, path);
  }
  return before === after ? [] : [{ property, kind: "update" }];
}

/** The property of the resource that a path is inside of: `columns` of `columns[2].type`. */
export function topProperty(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}
