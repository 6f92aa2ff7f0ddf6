/** An answer other than 200, as the caller sees it: `{"error":{code, message, parameter?, hint?}}`. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    /** Stable word for programs, e.g. `unknown_parameter`. */
    readonly code: string,
    message: string,
    readonly detail: {
      readonly parameter?: string;
      readonly hint?: string;
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(message);
    this.name = "RequestError";
  }

  /** The JSON body of the answer. */
  body(): object {
    const { parameter, hint } = this.detail;
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(parameter === undefined ? {} : { parameter }),
        ...(hint === undefined ? {} : { hint }),
      },
    };
  }
}

/** A 400 that names the parameter at fault. */
export function badParameter(code: string, parameter: string, message: string, hint?: string): RequestError {
  return new RequestError(400, code, message, {
    parameter: shorten(parameter),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Caller's text cut to 64 characters, so that an answer never echoes an arbitrarily long one. */
export function shorten(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
