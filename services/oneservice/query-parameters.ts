import { badParameter, RequestError, shorten } from "./request-error";

const MAX_PARAMETERS = 64;

/** The decoded parameters of a URL's query, each once; throws RequestError on a doubled or malformed one. */
export function queryParameters(url: string): ReadonlyMap<string, string> {
  const start = url.indexOf("?");
  const parameters = new Map<string, string>();
  if (start < 0) return parameters;
  for (const pair of url.slice(start + 1).split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (equals < 0)
      throw badParameter(
        "malformed_parameter",
        name,
        `The parameter ${shorten(name)} has no value.`,
        "Write name=value.",
      );
    if (parameters.has(name))
      throw badParameter(
        "doubled_parameter",
        name,
        `The parameter ${shorten(name)} is given twice.`,
        "Give it once; several values go into <field>.in=a,b.",
      );
    parameters.set(name, decode(pair.slice(equals + 1)));
    if (parameters.size > MAX_PARAMETERS)
      throw new RequestError(400, "too_many_parameters", `More than ${MAX_PARAMETERS} parameters.`);
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw badParameter(
      "malformed_parameter",
      text,
      "The query is not valid percent-encoded UTF-8.",
      "Encode names and values with encodeURIComponent.",
    );
  }
}
