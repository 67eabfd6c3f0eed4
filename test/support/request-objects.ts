import { CHALLENGE } from './authorization.js';
import { signedJwt } from './client-assertions.js';
import type { ClientKey } from './client-keys.js';
import { REDIRECT_URI } from './test-clients.js';

type Members = Readonly<Record<string, unknown>>;

/** A request object that is right unless it is changed: a member set to undefined is left out. */
export interface RequestObjectWish {
  readonly key: ClientKey;
  readonly clientId: string;
  readonly issuer: string;
  readonly header?: Members;
  readonly claims?: Members;
}

/** A signed request object with the parameters of a usual authorization request (RFC 9101 §4). */
export function requestObject({ key, clientId, issuer, header, claims }: RequestObjectWish): string {
  const now = Math.floor(Date.now() / 1_000);
  const right = {
    ...{ iss: clientId, aud: issuer, nbf: now, exp: now + 300, client_id: clientId },
    ...{ response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid patient/*.rs', state: 'signed-state' },
    ...{ code_challenge: CHALLENGE, code_challenge_method: 'S256' },
  };
  const typ = 'oauth-authz-req+jwt';
  return signedJwt(key, { alg: key.alg, kid: key.kid, typ, ...header }, { ...right, ...claims });
}
