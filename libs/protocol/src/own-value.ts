/** How everything secret begins that this server gives away: refresh tokens, codes, secrets, cookies, handles. */
export type OwnPrefix = `gh${string}_`;

/** Behind its own prefix a `request_uri` begins like that, too (RFC 9126 §2.2). */
const OWN = /^(?:urn:ietf:params:oauth:request_uri:)?gh[a-z]_/;

/**
 * Whether a text has the form of a value of ours, or of another server like this one. Such a value is worth something to whoever sees it, so that
 * nobody else is asked about it.
 */
export function isOwnValue(text: string): boolean {
  return OWN.test(text);
}
