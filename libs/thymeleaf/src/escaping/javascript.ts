import { backslashEscape, backslashUnescape } from './backslash-escapes.js';

/** One unit inside a literal; `/`, `'` have short forms of their own. */
function escapeUnit(unit: string): string {
  return unit === '/' || unit === "'" ? `\\${unit}` : backslashEscape(unit);
}

/**
 * For the inside of a literal in any kind of quotes, in a script or in a handler. What could end the literal, the script element or a
 * CDATA section is escaped, and all that is not ASCII, with it U+2028 and U+2029, which end lines in old browsers.
 */
export function escapeJavaScript(text: string): string {
  return text.replace(/["'\\/<>&`]|\$(?=\{)|[^ -~]/g, escapeUnit);
}

/** A literal or JSON as a part of a literal in any kind of quotes: its own quotes end nothing there. */
export function escapeJavaScriptQuotes(code: string): string {
  return code.replace(/\\.|["'`]|\$(?=\{)/g, (found) => (found.length > 1 ? found : escapeQuote(found)));
}

function escapeQuote(unit: string): string {
  return unit === '"' ? '\\"' : escapeUnit(unit);
}

/** A whole literal in double quotes, which is JSON as well. */
export function javaScriptLiteral(text: string): string {
  return `"${text.replace(/["\\/<>&]|[^ -~]/g, escapeUnit)}"`;
}

/** What {@link escapeJavaScript} was given. */
export const unescapeJavaScript = backslashUnescape;
