/** As whom a server asks for passkeys. */
export interface RelyingParty {
  /** The host, or a domain above it: passkeys work where it is the same. */
  readonly id: string;
  /** The only origin whose answers count. */
  readonly origin: string;
}

const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const ADDRESS = /^\d+(?:\.\d+){3}$/;

/**
 * The relying party of an issuer; undefined where browsers have no passkeys for it: at a numeric address, without TLS (other than on this very
 * machine), or with a domain that the issuer is not in.
 * @param domain the relying party id where it is to be wider than the host
 * @see WebAuthn Level 3 §5.1.2
 */
export function relyingPartyOf(issuer: string, domain?: string): RelyingParty | undefined {
  if (!URL.canParse(issuer)) return undefined;
  const { protocol, hostname, origin } = new URL(issuer);
  const isOwnMachine = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (protocol !== 'https:' && !isOwnMachine) return undefined;
  if (!NAME.test(hostname) || ADDRESS.test(hostname)) return undefined;
  const id = domain?.toLowerCase() ?? hostname;
  return isWithin(hostname, id) ? { id, origin } : undefined;
}

/** A domain of one label is everybody's; lists of all that are shared browsers have. */
function isWithin(hostname: string, domain: string): boolean {
  if (hostname === domain) return true;
  return NAME.test(domain) && domain.includes('.') && hostname.endsWith(`.${domain}`);
}
