/** The headers by which a browser tells where a request comes from. */
export interface OriginHeaders {
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly referer: string | undefined;
}

/**
 * Whether a request was not sent by a foreign site (ruling 45). Browsers say so by `Sec-Fetch-Site`; where that is
 * missing, a foreign `Origin` or `Referer` decides, and a client that sends neither is no browser with a victim in it.
 */
export function isSameSite({ secFetchSite, origin, referer }: OriginHeaders, ownOrigin: string): boolean {
  if (secFetchSite !== undefined) return secFetchSite !== 'cross-site';
  const source = origin ?? referer;
  return source === undefined || (URL.canParse(source) && new URL(source).origin === ownOrigin);
}
