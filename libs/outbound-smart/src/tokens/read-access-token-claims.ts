import type { Incarnated } from '#protocol/client/incarnation';
import { readActor, type Actor } from '#protocol/oauth2/actor';
import { readConfirmation, type Confirmation } from '#protocol/oauth2/confirmation';
import { readScriptClaim, type ScriptedToken } from '#protocol/tokens/script-claim';

/** The claims of our access tokens that the server itself relies on. */
export interface AccessTokenClaims extends Incarnated {
  readonly jti: string;
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly audience: string | readonly string[];
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly grantId?: string;
  readonly sid?: string;
  /** What a script changed when the token was made. */
  readonly scripted: ScriptedToken;
  readonly acr?: string;
  readonly authTime?: number;
  /** The key the token is bound to; absent = a bearer token. */
  readonly confirmation?: Confirmation;
  /** Who acts for the subject. */
  readonly actor?: Actor;
  /** Who may; not yet judged (RFC 8693 §4.4). */
  readonly mayAct?: unknown;
}

/** Reads verified claims; undefined when they are not those of an access token of this module (V-46). */
export function readAccessTokenClaims(
  claims: Readonly<Record<string, unknown>>,
  moduleId: string,
): AccessTokenClaims | undefined {
  const {
    jti,
    client_id,
    sub,
    scope,
    aud,
    iat,
    exp,
    grant_id,
    sid,
    cnf,
    acr,
    auth_time,
    act,
    may_act,
    gatehouse_incarnation,
  } = claims;
  if (claims['smile_cdr_module_id'] !== moduleId || typeof jti !== 'string' || typeof client_id !== 'string')
    return undefined;
  if (typeof sub !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  const confirmation = readConfirmation(cnf);
  if (cnf !== undefined && confirmation === undefined) return undefined;
  const actor = readActor(act);
  if (act !== undefined && actor === undefined) return undefined;
  return {
    jti,
    clientId: client_id,
    subject: sub,
    scopes: typeof scope === 'string' && scope !== '' ? scope.split(' ') : [],
    audience: aud as string | readonly string[],
    issuedAt: iat,
    expiresAt: exp,
    scripted: readScriptClaim(claims),
    ...(typeof grant_id === 'string' && { grantId: grant_id }),
    ...(typeof gatehouse_incarnation === 'number' && { incarnation: gatehouse_incarnation }),
    ...(typeof sid === 'string' && { sid }),
    ...(typeof acr === 'string' && { acr }),
    ...(typeof auth_time === 'number' && { authTime: auth_time }),
    ...(confirmation && { confirmation }),
    ...(actor && { actor }),
    ...(may_act !== undefined && { mayAct: may_act }),
  };
}
