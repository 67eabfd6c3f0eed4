/** IP literals of the person's own device (RFC 8252 §7.3): nothing listens there once the answer has arrived. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]']);

/**
 * Where a person finds an app again, as far as its registered redirect URI tells: the start page of its origin. Undefined for apps of the
 * device, which have no page.
 */
export function appAddress(redirectUri: string): string | undefined {
  if (!URL.canParse(redirectUri)) return undefined;
  const { protocol, hostname, origin } = new URL(redirectUri);
  const isPage = (protocol === 'https:' || protocol === 'http:') && !LOOPBACK.has(hostname);
  return isPage ? `${origin}/` : undefined;
}
