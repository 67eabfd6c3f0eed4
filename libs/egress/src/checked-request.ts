import { EgressError, type EgressRequest } from './egress.port.js';

/** Bytes of body that are sent, 1 MiB. */
const MOST_BYTES = 1_048_576;
const MOST_HEADERS = 50;
/** Characters of all names and values together. */
const LONGEST_HEADERS = 16_384;

/** How a message travels is not for callers to say (RFC 9110 §7.6.1), nor to whom it seems to go, nor that it may come back compressed. */
const closed: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'content-length', 'expect'],
  ...['proxy-authorization', 'proxy-connection', 'proxy-authenticate', 'accept-encoding', 'http2-settings'],
]);

/**
 * The request as it can be sent: its headers by lower-case name, the length of its body said.
 * @throws EgressError `header-refused`, `too-large`
 * @see RFC 9110 §5.1, §5.5 names and values of fields
 */
export function checkedRequest({ method, headers, body }: EgressRequest, url: string): EgressRequest {
  const host = URL.canParse(url) ? new URL(url).hostname : 'unknown host';
  const problem = problemOf(headers);
  if (problem !== undefined) throw new EgressError('header-refused', host, { detail: problem });
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (body === undefined) return { method, headers: own };
  const length = Buffer.byteLength(body);
  if (length > MOST_BYTES) throw new EgressError('too-large', host, { detail: 'the body to be sent' });
  return { method, headers: { ...own, 'content-length': String(length) }, body };
}

/** Names a header, never its value, which may be a credential. */
function problemOf(headers: EgressRequest['headers']): string | undefined {
  const all = Object.entries(headers);
  if (all.length > MOST_HEADERS) return `more than ${String(MOST_HEADERS)} headers`;
  if (all.flat().join('').length > LONGEST_HEADERS) return `more than ${String(LONGEST_HEADERS)} characters of headers`;
  for (const [name, value] of all) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/.test(name)) return 'a name that no header can have';
    if (closed.has(name.toLowerCase())) return `the header ${name}`;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return `the value of the header ${name}`;
  }
  return undefined;
}
