/** The folder of the pages of the checks, from the project root. */
export const PAGES_FOLDER = "docs/checks";

/** Where the page of a check is, from the project root; null: it is the id of no check. */
export function pageOf(id: string): string | null {
  return id.includes("/") ? `${PAGES_FOLDER}/${groupOf(id)}.md#${anchorOf(id)}` : null;
}

/** The part of an id before the slash: one page a group. */
export function groupOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}

/** As GitHub makes it of the heading. */
export function anchorOf(id: string): string {
  return id.replace("/", "");
}
