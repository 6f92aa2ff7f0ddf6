/** One layer file: its path from the project root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}
