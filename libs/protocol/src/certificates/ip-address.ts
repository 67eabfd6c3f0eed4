/**
 * An IP address in the one form of RFC 5952, from its 4 or 16 bytes or from text; undefined for anything else. Zones are none.
 */
export function canonicalIp(address: Buffer | string): string | undefined {
  const text = typeof address === 'string' ? address : textOf(address);
  if (text === undefined) return undefined;
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(text)) return isV4(text) ? text : undefined;
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !URL.canParse(`http://[${text}]`)) return undefined;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

function isV4(text: string): boolean {
  return text.split('.').every((part) => String(Number(part)) === part && Number(part) < 256);
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16) return undefined;
  return bytes.toString('hex').match(/.{4}/g)?.join(':');
}
