/**
 * The form in which a host, with or without port, is compared; undefined for what is no host: `jwks.hospital.example`, `10.1.2.3:8443`,
 * `[fd00::7]`. Patterns are none.
 */
export function allowedHost(written: string): string | undefined {
  const [, name = '', port] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(written) ?? [];
  const address = `https://${name}/`;
  if (name === '' || !URL.canParse(address) || (port !== undefined && !isPort(port))) return undefined;
  const { hostname } = new URL(address);
  // What the URL standard spells otherwise (`127.1`) would never be found again.
  if (hostname !== name.toLowerCase() || hostname.endsWith('.')) return undefined;
  return port === undefined ? hostname : `${hostname}:${Number(port)}`;
}

function isPort(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 65_535;
}
