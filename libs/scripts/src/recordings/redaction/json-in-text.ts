import { jsonExcess } from '#protocol/json/json-bounds';

/** What a text is: JSON, as most bodies are; JSON that has more levels than are looked into; or another text. */
export type ReadText = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'too-deep' | 'other' };

const OTHER: ReadText = { kind: 'other' };

/**
 * Reads the JSON that a text may be. Somebody else wrote it, so that its levels are counted before anything goes down them (V-90).
 * @param levels of objects and lists that are looked into
 */
export function jsonInText(text: string, levels: number): ReadText {
  if (!/^\s*[{[]/.test(text)) return OTHER;
  if (jsonExcess(text, { levels, values: Infinity }) !== undefined) return { kind: 'too-deep' };
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch {
    return OTHER;
  }
}
