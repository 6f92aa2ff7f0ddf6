/** Flink's REST endpoint did not answer; says nothing about what runs there. */
export class FlinkUnreachableError extends Error {
  override readonly name = "FlinkUnreachableError";
  /** True when nobody listens at the address, so that no job can run there either. */
  readonly refused: boolean;

  constructor(message: string, refused: boolean, cause: unknown) {
    super(message, { cause });
    this.refused = refused;
  }
}

/** Flink answered with an error. The message is the root cause, without stack frames and secrets. */
export class FlinkRequestError extends Error {
  override readonly name = "FlinkRequestError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const MAX_LINES = 40;
const MAX_LENGTH = 4_000;

/** The innermost cause of a Java stack trace: its message in full (it may have many lines), without class names of wrappers and frames. */
export function rootCause(trace: string): string {
  const lines = trace.split(/\r?\n/);
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (/^\s*Caused by: /.test(line)) {
      start = index;
    }
  }
  const message: string[] = [];
  for (const line of lines.slice(start)) {
    if (/^\s+at [\w.$/<>]+\(|^\s*\.\.\. \d+ more|^End of exception on server side/.test(line)) {
      break;
    }
    if (!/^<Exception on server side:$/.test(line)) {
      message.push(line);
    }
  }
  const text = message
    .slice(0, MAX_LINES)
    .join("\n")
    .replace(/^\s*Caused by: /, "")
    .replace(/^(?:[\w$]+\.)+([\w$]+): /, (_, type: string) =>
      /^(IllegalArgument|IllegalState|Runtime)?Exception$/.test(type) ? "" : `${type}: `,
    )
    .trim();
  return withoutSecrets(text).slice(0, MAX_LENGTH);
}

/** `text` with whatever stands after `password=`, `secret:` and the like masked, and credentials in URLs. */
export function withoutSecrets(text: string): string {
  return text
    .replace(
      /\b(\w*(?:password|passwd|pwd|secret|token)\w*["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s&,;]+)/gi,
      "$1***",
    )
    .replace(/(\/\/[^\s/:@]+):[^\s/@]+@/g, "$1:***@");
}
