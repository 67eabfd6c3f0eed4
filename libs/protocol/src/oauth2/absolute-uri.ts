/** Longest URI that anything here needs, in characters. */
const LONGEST = 2048;

/** Whether a text is a URI with a scheme, as far as its characters tell (RFC 3986 §3): `https://…`, `urn:…`. Nothing is said about where it leads. */
export function isAbsoluteUri(text: string): boolean {
  return (
    text.length <= LONGEST && /^[A-Za-z][A-Za-z0-9+.-]{1,30}:[\x21-\x7e]+$/.test(text) && !/["<>\\^`{|}]/.test(text)
  );
}
