import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { EgressError } from './egress.port.js';

/** All IP addresses of a host name, in the order in which they are to be tried. @throws anything — the name has none, or nobody answers */
export type NameService = (host: string) => Promise<readonly string[]>;

/** The two ways a name becomes addresses. */
export interface NameServices {
  /** For strangers' hosts. */
  readonly internet: NameService;
  /** For hosts the operator listed. */
  readonly operatingSystem: NameService;
}

/** More answers than a host of good will has. */
const MOST_ADDRESSES = 32;

/**
 * The addresses of a host, each of them accepted: one that is not refuses all, so that nothing depends on which is tried (V-76).
 * @throws EgressError `unresolvable` or `destination-refused`
 */
export async function resolveHost(
  host: string,
  accepts: (address: string) => boolean,
  names: NameService,
): Promise<readonly string[]> {
  const addresses = isIP(host) > 0 ? [host] : await addressesOf(host, names);
  const refused = addresses.find((address) => !accepts(address));
  if (refused !== undefined) throw new EgressError('destination-refused', host, { detail: refused });
  return addresses;
}

async function addressesOf(host: string, names: NameService): Promise<readonly string[]> {
  const addresses = await names(host).catch((cause: unknown) => {
    throw new EgressError('unresolvable', host, { cause });
  });
  if (addresses.length === 0 || addresses.length > MOST_ADDRESSES) throw new EgressError('unresolvable', host);
  return addresses;
}

/**
 * Name service of the machine. Strangers' names are asked of the DNS directly: the operating system's look-up would hold one of the few threads
 * that also hash and sign, for as long as a dead name server likes. The operator's names may stand in /etc/hosts or need a search domain, and
 * take that look-up, one at a time.
 */
export function machineNames(): NameServices {
  let last: Promise<unknown> = Promise.resolve();
  return {
    internet: askDns,
    operatingSystem: (host) => {
      const result = last.then(
        () => askOperatingSystem(host),
        () => askOperatingSystem(host),
      );
      last = result;
      return result;
    },
  };
}

/** IPv4 first: it is what still works where a machine has IPv6 in name only. */
async function askDns(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
  return [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

async function askOperatingSystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, order: 'ipv4first' });
  return found.map(({ address }) => address);
}
