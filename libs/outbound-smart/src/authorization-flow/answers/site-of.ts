/** What a person knows a site by, out of a redirect URI: its host; of an app of the device the scheme. */
export function siteOf(redirectUri: string): string {
  if (!URL.canParse(redirectUri)) return redirectUri;
  const { host, protocol } = new URL(redirectUri);
  return host === '' ? protocol : host;
}
