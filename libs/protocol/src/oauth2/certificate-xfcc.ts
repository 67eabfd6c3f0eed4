/** One `Key=value` of an element; values with special characters are quoted, and quotation marks in them escaped. */
const PAIR = /^([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^",;=]*))(?:;|$)/;

/**
 * The value of `Cert` in Envoy's `X-Forwarded-Client-Cert`; undefined where it is not there exactly once. A header of several elements is
 * refused: only the proxy that is next to us is known, so it must be told to remove what came from further away (`SANITIZE_SET`).
 */
export function certificateOfXfcc(header: string): string | undefined {
  let certificate: string | undefined;
  for (let rest = header.trim(); rest !== '';) {
    const [whole, name = '', quoted, plain] = PAIR.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    if (name.toLowerCase() === 'cert') {
      if (certificate !== undefined) return undefined;
      certificate = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain;
    }
    rest = rest.slice(whole.length);
  }
  return certificate;
}
