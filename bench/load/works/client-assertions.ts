import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { AssertionAlgorithm, KeyService } from '../../site.js';
import { assertRs256, readTokens } from '../token-answer.js';
import type { Work } from '../work.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** As long as an assertion may live, in seconds. */
const LIFETIME = 300;

/**
 * Client credentials by private_key_jwt (RFC 7523 §2.2): one signature to verify, one use to remember, one signed access token. Every request has
 * an assertion of its own, signed before the measurement: the machine's cores are for the servers. Should they run out, one more is
 * signed on the spot.
 */
export function clientAssertions(alg: AssertionAlgorithm): Work {
  return async ({ site, connection, tally, mostUnits }) => {
    const service = site.keyServices[alg];
    const key = createPrivateKey({ key: service.privateJwk, format: 'jwk' });
    const request = (): string => connection.formText(site.tokenPath, form(service, signed(service, key, site.origin)));
    const prepared = Array.from({ length: mostUnits }, request);
    const obtain = async (): Promise<string> => {
      const { access_token: token } = readTokens(await connection.send(prepared.pop() ?? request()));
      tally.tokenResponses += 1;
      return token;
    };
    assertRs256(await obtain(), 'The access token');
    return async () => {
      await obtain();
    };
  };
}

function form({ scope }: KeyService, assertion: string): string {
  const type = { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
  return new URLSearchParams({ grant_type: 'client_credentials', scope, ...type }).toString();
}

function signed({ alg, clientId }: KeyService, key: KeyObject, audience: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + LIFETIME, jti: randomUUID() };
  const input = `${encode({ alg, kid: 'bench', typ: 'JWT' })}.${encode(claims)}`;
  const signature = sign('sha384', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
