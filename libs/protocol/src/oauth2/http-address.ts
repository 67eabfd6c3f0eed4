/** Longest address we compare, in characters. */
const LONGEST = 2_048;
/** Printable ASCII alone, as a URI is written (RFC 3986 §2). */
const PLAIN = /^https?:\/\/[!-~]+$/i;
/** User information, or a backslash. */
const MISLEADING = /^https?:\/\/[^/?#]*@|\\/i;

/**
 * An http or https address without its query and fragment, in the one spelling that RFC 3986 §6.2.2 and §6.2.3 give it: letters of scheme and
 * host, default port, dot segments and needless percent-encoding make no difference, a trailing slash does. `undefined` for anything else,
 * above all for what a lenient reader would repair first: backslashes, white space, user information.
 */
export function targetAddress(text: string): string | undefined {
  if (text.length > LONGEST || !PLAIN.test(text) || MISLEADING.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return origin + pathname.replaceAll(/%[0-9a-f]{2}/gi, normalised);
}

/** RFC 3986 §6.2.2.1 and §6.2.2.2. */
function normalised(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
}
