/** The parts of Pulumi's engine events that are read here. */
export interface EngineEvent {
  readonly diagnosticEvent?: {
    readonly urn?: string;
    readonly message: string;
    readonly severity: "info" | "info#err" | "warning" | "error" | "debug";
    readonly ephemeral?: boolean;
  };
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
}

/** One operation on one resource. */
export interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  /** Top-level properties that differ. */
  readonly diffs?: readonly string[] | null;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
  readonly old?: { readonly inputs?: Readonly<Record<string, unknown>> } | null;
  readonly new?: { readonly inputs?: Readonly<Record<string, unknown>> } | null;
}

/** Splits growing text into complete lines and reads each as an event; what is no JSON is skipped. */
export class EventReader {
  #rest = "";

  read(chunk: string): readonly EngineEvent[] {
    const lines = `${this.#rest}${chunk}`.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => {
      if (line.trim() === "") return [];
      try {
        return [JSON.parse(line) as EngineEvent];
      } catch {
        return [];
      }
    });
  }
}

/** What the engine writes before the reason of a failed check: type, name, and the whole value. */
const CHECK_PREAMBLE = /^[\w:]+ resource '[^']*': property \S+ value .* has a problem: /s;

/** A message of the engine without its colour marks, and without the value before the reason of a failed check. */
export function plainMessage(message: string): string {
  return message
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .replace(CHECK_PREAMBLE, "")
    .trimEnd();
}

/** The resource's own name, the last part of its URN. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
