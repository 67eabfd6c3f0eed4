import { epochSeconds } from '../clock.js';

/** `typ` of a logout token; no other token of ours has it, so none is taken for another (V-46). */
export const LOGOUT_TOKEN_TYPE = 'logout+jwt';

/** Life of a logout token in seconds, the most that the specification recommends. */
export const LOGOUT_TOKEN_SECONDS = 120;

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** What a logout token is made from. */
export interface LogoutTokenInput {
  readonly issuer: string;
  readonly clientId: string;
  /** The person's subject, as in the id_token. */
  readonly subject: string;
  /** Public id of the session that ended, as in the id_token. */
  readonly sid: string;
  readonly issuedAt: Date;
  readonly jti: string;
}

/**
 * The claims by which a client learns that a session has ended. Never a `nonce`, so that nobody takes it for an id_token.
 * @see OpenID Connect Back-Channel Logout 1.0 §2.4; STD OBCL-1
 */
export function logoutTokenClaims(input: LogoutTokenInput): Readonly<Record<string, unknown>> {
  const issuedAt = epochSeconds(input.issuedAt);
  return {
    iss: input.issuer,
    sub: input.subject,
    aud: input.clientId,
    iat: issuedAt,
    exp: issuedAt + LOGOUT_TOKEN_SECONDS,
    jti: input.jti,
    events: { [EVENT]: {} },
    sid: input.sid,
  };
}
