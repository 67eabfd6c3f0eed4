/** Headers by which a browser tells where a request comes from. */
export interface SourceHeaders {
  readonly 'sec-fetch-site'?: string | readonly string[] | undefined;
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}

/**
 * Whether a browser sends the request for a page that is not this listener's own (V-66). Browsers add kept Basic credentials to such requests, too.
 * `same-site` is foreign as well: another port of the same host is. A program that is no browser sends none of the headers.
 */
export function isFromForeignPage({ 'sec-fetch-site': site, origin, host }: SourceHeaders): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
