import type { HttpAnswer } from './http-answer.js';

/** Tokens of a token response. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

/** Characters of a base64url signature by an RSA key of 2,048 bits. */
const RSA_2048_SIGNATURE = 342;

/**
 * Reads a token response.
 * @throws Error it is none
 */
export function readTokens({ status, body }: HttpAnswer): Tokens {
  if (status !== 200) throw new Error(`The token endpoint answered ${status}: ${body.slice(0, 1_000)}`);
  return JSON.parse(body) as Tokens;
}

/**
 * Both servers must do the same work: RS256 with a key of 2,048 bits.
 * @throws Error the token is another kind of thing
 */
export function assertRs256(token: string | undefined, what: string): void {
  const [head = '', , signature = ''] = (token ?? '').split('.');
  const isRs256 = head !== '' && Buffer.from(head, 'base64url').toString().includes('"RS256"');
  if (!isRs256 || signature.length !== RSA_2048_SIGNATURE)
    throw new Error(`${what} is not signed with RS256 and 2,048 bits: ${String(token)}`);
}
