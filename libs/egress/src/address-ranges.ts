import { BlockList, isIPv6 } from 'node:net';

type Range = readonly [address: string, prefix: number];

/** IPv4 that is nobody's public host (IANA special-purpose registry), and one public address that clouds answer metadata on. */
const notPublic4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside 2000::/3, what is tunnel, documentation or benchmark, and so may hide an IPv4 address or is nobody's. */
const notPublic6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** What a host of the operator's own network may have. Link-local and metadata addresses, multicast and the rest stay closed even to it. */
const ownNetwork4: readonly Range[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];
const ownNetwork6: readonly Range[] = [
  ['::1', 128],
  ['fc00::', 7],
];
/** Metadata services that live inside the ranges above. */
const metadata4: readonly Range[] = [['100.100.100.200', 32]];
const metadata6: readonly Range[] = [['fd00:ec2::254', 128]];

const globalUnicast6 = rangesOf([], [['2000::', 3]]);
const notPublic = rangesOf(notPublic4, notPublic6);
const ownNetwork = rangesOf(ownNetwork4, ownNetwork6);
const metadata = rangesOf(metadata4, metadata6);
const loopback = rangesOf([['127.0.0.0', 8]], [['::1', 128]]);

/** Whether the IP address is one of the internet; of IPv6 only global unicast is, so that mapped and translated IPv4 is not (V-76). */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return contains(globalUnicast6, address) && !contains(notPublic, address);
  return !contains(notPublic, address);
}

/** Whether a host that the operator has listed may have the address: a public one, or one of a private network. */
export function isReachableWhenListed(address: string): boolean {
  return isPublicAddress(address) || (contains(ownNetwork, address) && !contains(metadata, address));
}

/** Whether the address is this very machine. */
export function isLoopback(address: string): boolean {
  return contains(loopback, address);
}

/** One list for each family: a common one would take an IPv6 address that maps an IPv4 one for the latter. */
interface Ranges {
  readonly ipv4: BlockList;
  readonly ipv6: BlockList;
}

function contains(ranges: Ranges, address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return ranges[family].check(address, family);
}

function rangesOf(ranges4: readonly Range[], ranges6: readonly Range[]): Ranges {
  return { ipv4: listOf(ranges4, 'ipv4'), ipv6: listOf(ranges6, 'ipv6') };
}

function listOf(ranges: readonly Range[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family);
  return list;
}
