import { isIP } from 'node:net';

/**
 * Address of the caller: that of the peer, or what trusted proxies say in `X-Forwarded-For`. Each proxy adds on the right whom it was called by,
 * so that from the right the first address which is no trusted proxy's is the caller; what stands left of it, the caller wrote. An entry that is
 * no address ends the search at the proxy that passed it on: no name is ever looked up (V-64).
 */
export function callerAddress(
  peer: string,
  forwardedFor: readonly string[],
  isTrustedProxy: (address: string) => boolean,
): string {
  const hops = forwardedFor.flatMap((value) => value.split(','));
  let caller = peer;
  while (isTrustedProxy(caller)) {
    const next = addressIn(hops.pop() ?? '');
    if (next === undefined) break;
    caller = next;
  }
  return caller;
}

/** `192.0.2.7`, `192.0.2.7:50000`, `2001:db8::7`, `[2001:db8::7]:50000`; undefined for anything else, a zone included. */
function addressIn(hop: string): string | undefined {
  const text = hop.trim();
  const [, inBrackets, withPort] = /^(?:\[([^\]]+)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(text) ?? [];
  const address = inBrackets ?? withPort ?? text;
  return isIP(address) === 0 || address.includes('%') ? undefined : address;
}
