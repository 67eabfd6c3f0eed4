/** What a script gave where a text belongs, as a text. */
export function textOf(value: unknown): string {
  return String(value);
}

/** The same, where nothing stays nothing. */
export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : textOf(value);
}
