/** The headers by which a browser tells where a request comes from. */
export interface SourceHeaders {
  readonly 'sec-fetch-site'?: string | readonly string[] | undefined;
  readonly origin?: string | undefined;
  readonly referer?: string | undefined;
}

/**
 * Where a request comes from: a page of this very origin, another origin of our site, a foreign site; `nowhere` for an address that was typed
 * and for a client that is no browser. `Origin: null` is foreign: it comes from frames that a stranger locked up, and not from our own pages.
 */
export type RequestSource = 'own-origin' | 'own-site' | 'foreign' | 'nowhere';

const FETCH_SITES: ReadonlyMap<unknown, RequestSource> = new Map([
  ['same-origin', 'own-origin'],
  ['same-site', 'own-site'],
  ['none', 'nowhere'],
]);

/** Browsers say so by `Sec-Fetch-Site`; where that is missing, `Origin` or else `Referer` decides (ruling 45, V-66). */
export function sourceOf(headers: SourceHeaders, ownOrigins: readonly string[]): RequestSource {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return FETCH_SITES.get(site) ?? 'foreign';
  const source = headers.origin ?? headers.referer;
  if (source === undefined) return 'nowhere';
  return URL.canParse(source) && ownOrigins.includes(new URL(source).origin) ? 'own-origin' : 'foreign';
}
