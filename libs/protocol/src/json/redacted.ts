/** What the product writes in place of a secret: `[REMOVED]` in exports of a configuration, asterisks where a definition is shown. */
const REDACTED = /^(?:\[REMOVED\]|\*{3,})$/;

/** Whether a text only stands in for a secret that was left out; everybody knows it, so it must never be one (reference 1.3, 5.2). */
export function isRedacted(text: string): boolean {
  return REDACTED.test(text);
}

/** A secret as a file has it; `undefined` where there is none, or only what stands in for one. */
export function unlessRedacted(text: string | undefined): string | undefined {
  return text !== undefined && isRedacted(text) ? undefined : text;
}
