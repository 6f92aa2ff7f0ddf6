/**
 * Who may delete what holds data: `managed` follows the declaration, `protected` is deleted only with a flag that
 * names it, `external` is used but never created, changed or deleted.
 */
export type Lifecycle = "managed" | "protected" | "external";
