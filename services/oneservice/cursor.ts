import { createHmac, timingSafeEqual } from "node:crypto";

/** A place between two rows: the last row's values of the order terms, in the store's text form. */
export type CursorValues = readonly (string | null)[];

const TAG_BYTES = 16;

/**
 * Opaque text for a place in an answer. It is bound to `scope` (API, consumer and order) and signed, so that it only
 * ever holds what the gateway itself read.
 */
export function encodeCursor(secret: string, scope: string, values: CursorValues): string {
  const body = Buffer.from(JSON.stringify(values)).toString("base64url");
  return `${body}.${tag(secret, scope, body).toString("base64url")}`;
}

/** The values in a cursor, or null when it was not made by this gateway for this scope. */
export function decodeCursor(secret: string, scope: string, cursor: string): CursorValues | null {
  const [body = "", signature = "", ...rest] = cursor.split(".");
  const given = Buffer.from(signature, "base64url");
  const wanted = tag(secret, scope, body);
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as CursorValues;
}

function tag(secret: string, scope: string, body: string): Buffer {
  return createHmac("sha256", secret).update(`cursor\n${scope}\n${body}`).digest().subarray(0, TAG_BYTES);
}
