/** Octets of an address that a mail server has to take (RFC 5321 §4.5.3.1.3), without the angle brackets. */
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

/**
 * One address as people have them: dot-atoms on both sides (RFC 5321 §4.1.2, RFC 6531 for other letters). Quoted local parts, address literals,
 * lists, names beside addresses and white space are none, so that what is one address here is one everywhere.
 */
const ADDRESS =
  /^[^\p{C}\p{Z}()<>[\]:;@\\,."]+(?:\.[^\p{C}\p{Z}()<>[\]:;@\\,."]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Whether mail can be sent to the text as it is. */
export function isMailAddress(text: string): boolean {
  if (Buffer.byteLength(text) > LONGEST || !ADDRESS.test(text)) return false;
  return Buffer.byteLength(text.slice(0, text.lastIndexOf('@'))) <= LONGEST_LOCAL_PART;
}
