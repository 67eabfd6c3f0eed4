/** Longest address that can be called. */
const LONGEST_ADDRESS = 2048;

/**
 * Full address of what a script asks of a FHIR server: `Patient/1`, `Patient?name=x`, or the address of a next page as the server wrote it.
 * Undefined for what does not lie below the base: the token goes to no other server than the one it was made for (V-77).
 */
export function fhirAddress(base: string, written: string): string | undefined {
  const folder = `${base.replace(/\/+$/, '')}/`;
  if (written.length > LONGEST_ADDRESS || !URL.canParse(written, folder)) return undefined;
  const { origin, pathname, username, password, href, hash } = new URL(written, folder);
  const ours = new URL(folder);
  const isBelow = pathname.startsWith(ours.pathname) || `${pathname}/` === ours.pathname;
  const isPlain = username === '' && password === '' && hash === '' && !/%2e|%2f|%5c/i.test(pathname);
  return origin === ours.origin && isBelow && isPlain && href.length <= LONGEST_ADDRESS ? href : undefined;
}
