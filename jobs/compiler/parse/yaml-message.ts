import type { ErrorCode } from "yaml";

/** A YAML problem in words for a person: its stable code, what is wrong, what to do. */
export function yamlMessage(
  code: ErrorCode,
  message: string,
  text: string,
  offset: number,
): { readonly code: string; readonly message: string; readonly hint: string } {
  const known = MESSAGES[code];
  if (code === "DUPLICATE_KEY") {
    const key = /^[^\s:,}\]]+/.exec(text.slice(offset))?.[0] ?? "";
    return {
      code: "yaml/duplicate-key",
      message: `"${key}" is given twice in the same map.`,
      hint: "Keep one of the two.",
    };
  }
  if (message.startsWith("Flow ")) {
    const problem = "A list or map in brackets is not closed.";
    return {
      code: "yaml/syntax",
      message: problem,
      hint: "Close it, and indent its lines more than its key.",
    };
  }
  if (known !== undefined) return { code: "yaml/syntax", ...known };
  return { code: "yaml/syntax", message: `Not valid YAML: ${message}.`.replace(/\.\.$/, "."), hint: "" };
}

const MESSAGES: Partial<Record<ErrorCode, { readonly message: string; readonly hint: string }>> = {
  TAB_AS_INDENT: { message: "A tab is used to indent.", hint: "Indent with spaces." },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'A value contains ": ", which starts a map.',
    hint: "Put the value in quotes, or begin the map on the next line.",
  },
  MULTIPLE_DOCS: {
    message: "The file holds more than one YAML document.",
    hint: "Keep one; remove the line `---`.",
  },
  TAG_RESOLVE_FAILED: {
    message: "Tags (!, !!) are not used here.",
    hint: "Remove the tag; quote a value that starts with !.",
  },
  BAD_DIRECTIVE: { message: "Directives (%) are not used here.", hint: "Remove the line." },
  MULTILINE_IMPLICIT_KEY: {
    message: "A key goes over more than one line.",
    hint: "Check the indentation and the colon.",
  },
  BAD_SCALAR_START: { message: "A value can't start with this character.", hint: "Put the value in quotes." },
};
