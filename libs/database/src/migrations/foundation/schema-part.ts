/** Statements that add one part of the schema, and those that take it away again. */
export interface SchemaPart {
  readonly up: string;
  readonly down: string;
}
