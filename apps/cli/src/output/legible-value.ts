import { legible } from '#protocol/legible-text';

/** A value of a definition in a few words. */
export function legibleValue(value: unknown): string {
  const text = legible(JSON.stringify(value));
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

const MOST = 120;
