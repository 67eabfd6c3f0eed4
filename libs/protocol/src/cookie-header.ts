/** Longest cookie value of ours with a generous margin; anything longer is not ours (V-67). */
const LONGEST_VALUE = 256;

/**
 * The one value of a cookie in a `Cookie` request header (RFC 6265 §5.4), or undefined when there is none.
 * Two cookies of one name mean that somebody else planted one of them, so neither counts (V-67).
 */
export function singleCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  if (values.length !== 1 || value === undefined) return undefined;
  return value.length <= LONGEST_VALUE ? value : undefined;
}
