import { backslashEscape, backslashUnescape } from './backslash-escapes.js';

/** As it stands in a literal of Java: quotes, backslash, controls and all that is not ASCII. */
export function escapeJava(text: string): string {
  return text.replace(/["\\]|[^ -~]/g, backslashEscape);
}

/** What {@link escapeJava} was given. */
export const unescapeJava = backslashUnescape;
