import { isIP } from 'node:net';
import { isLoopback, isPublicAddress, isReachableWhenListed } from './address-ranges.js';
import { EgressError } from './egress.port.js';

/** What the server may call. */
export interface EgressPolicy {
  /** Evaluation mode: http and this very machine are allowed too. */
  readonly evaluation: boolean;
  /** Hosts (`jwks.hospital.example`, `10.1.2.3`) or hosts with a port (`jwks.hospital.example:8443`) that may be internal and speak http. */
  readonly allowedHosts: readonly string[];
  /** Nothing but these may be called. */
  readonly onlyListed?: true;
}

/** An address that may be called, provided that the host's addresses are {@link Destination.accepts accepted}. */
export interface Destination {
  readonly url: URL;
  /** Host name, or the IP address without brackets. */
  readonly host: string;
  /** True: the operator named it, or it is this machine in evaluation mode; its name is looked up as the operating system does. */
  readonly isListed: boolean;
  /** Whether the IP address may be connected to. */
  readonly accepts: (address: string) => boolean;
}

const LONGEST_URL = 2048;
/** Services that must not be made to hear from us, above the ports that are closed anyway. */
const CLOSED_PORTS = [1433, 1521, 2375, 2376, 3306, 3389, 5432, 5900, 6379, 11211, 27017];

/**
 * The destination of an address that may be called.
 * @throws EgressError `address-refused`; `unlisted`
 * @see V-76
 */
export function readDestination(written: string, policy: EgressPolicy): Destination {
  const url = written.length <= LONGEST_URL && URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined) throw new EgressError('address-refused', 'unknown host', { detail: 'no URL' });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isListed = isListedIn(policy.allowedHosts, url);
  refuse(host, problemOf(url, written));
  if (policy.onlyListed === true && !isListed) throw new EgressError('unlisted', url.host);
  refuse(host, portProblem(url, policy) ?? schemeProblem(url, policy, isListed));
  const isThisMachine = policy.evaluation && (host === 'localhost' || (isIP(host) > 0 && isLoopback(host)));
  return { url, host, isListed: isListed || isThisMachine, accepts: acceptedBy(policy, isListed) };
}

function refuse(host: string, problem: string | undefined): void {
  if (problem !== undefined) throw new EgressError('address-refused', host, { detail: problem });
}

function acceptedBy({ evaluation }: EgressPolicy, isListed: boolean): (address: string) => boolean {
  if (isListed) return isReachableWhenListed;
  if (evaluation) return (address) => isPublicAddress(address) || isLoopback(address);
  return isPublicAddress;
}

/** What is wrong however the policy is: every host has one spelling, the one that the URL standard gives it, so that what was read is what is called. */
function problemOf(url: URL, written: string): string | undefined {
  if (url.username !== '' || url.password !== '') return 'user-info';
  if (url.hostname.endsWith('.')) return 'a host that ends with a dot';
  const start = `${url.protocol}//${url.hostname}`;
  const rest = written.slice(start.length);
  if (written.slice(0, start.length).toLowerCase() !== start || !/^([:/?]|$)/.test(rest)) return 'an odd spelling';
  return /[\s\\]/.test(written) ? 'blanks or backslashes' : undefined;
}

function schemeProblem({ protocol }: URL, { evaluation }: EgressPolicy, isListed: boolean): string | undefined {
  if (protocol === 'https:' || (protocol === 'http:' && (evaluation || isListed))) return undefined;
  return 'the scheme';
}

function portProblem(url: URL, { allowedHosts }: EgressPolicy): string | undefined {
  if (url.port === '' || allowedHosts.includes(url.host)) return undefined;
  const port = Number(url.port);
  const isOpen = port === 80 || port === 443 || (port >= 1024 && !CLOSED_PORTS.includes(port));
  return isOpen ? undefined : 'the port';
}

/** `host` stands for all its open ports, `host:port` for that one; exactly, no patterns. */
function isListedIn(allowedHosts: readonly string[], url: URL): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return allowedHosts.includes(url.hostname) || allowedHosts.includes(`${url.hostname}:${port}`);
}
