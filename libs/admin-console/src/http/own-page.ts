import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of the console sends the request, as far as its headers tell (V-66). `same-site` is foreign as well: another port of the same host
 * is. Browsers that send neither header are left to the token of the form.
 */
export function isFromOwnPage({ 'sec-fetch-site': site, origin, host }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
