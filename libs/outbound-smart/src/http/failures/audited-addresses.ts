import type { AuditKind } from '#audit/audit.port';
import { SECOND_FACTOR_TARGETS } from '../../authorization-flow/second-factor/second-factor-path.js';
import { SIGN_IN_TARGETS } from '../../authorization-flow/sign-in/sign-in-path.js';

/** What a refusal is called in the audit log. */
interface Audited {
  readonly kind: AuditKind;
  readonly endpoint: string;
}

const refusal = (endpoint: string): Audited => ({ kind: 'AUTHORIZATION_REFUSAL', endpoint });
const ofToken = (endpoint: string): Audited => ({ kind: 'TOKEN_REFUSAL', endpoint });
const ofUser = (endpoint: string): Audited => ({ kind: 'USER_CHANGE', endpoint });
const registration: Audited = { kind: 'USER_REGISTRATION', endpoint: 'register' };
const reset: Audited = { kind: 'PASSWORD_RESET', endpoint: 'forgot-password' };
/** All addresses that a form may be sent to, whichever it knows. */
const all = (targets: readonly string[], audited: Audited) => targets.map((target) => [`/${target}`, audited] as const);

/** Addresses where a refusal is a decision about somebody's access, and therefore part of the audit log. */
const AUDITED: ReadonlyMap<string, Audited> = new Map([
  ...all(SIGN_IN_TARGETS, refusal('authenticate')),
  ...all(SECOND_FACTOR_TARGETS, refusal('second-factor')),
  ['/oauth/authorize', refusal('authorize')],
  ['/authorize', refusal('authorize')],
  ['/oauth/par', refusal('par')],
  ['/oauth/device_authorization', refusal('device_authorization')],
  ['/device', refusal('device')],
  ['/signin', refusal('signin')],
  ['/signin/passkey', refusal('passkey')],
  ['/signin/recovery-codes', refusal('recovery-codes')],
  ['/oauth/context', refusal('context-selection')],
  ['/oauth/terms', refusal('terms')],
  ['/session/management', refusal('session-management')],
  ['/oauth/token', ofToken('token')],
  ['/oauth/introspect', ofToken('introspection')],
  ['/oauth/revoke', ofToken('revocation')],
  ['/session/token/revoke', ofToken('revocation')],
  ['/oauth/userinfo', ofToken('userinfo')],
  ['/oauth/change-secret', { kind: 'CLIENT_CHANGE', endpoint: 'change-secret' }],
  ['/oauth/register', { kind: 'CLIENT_CHANGE', endpoint: 'registration' }],
  ['/oauth/initial-access-token', { kind: 'INITIAL_ACCESS_TOKEN', endpoint: 'initial-access-token' }],
  ['/account/password', ofUser('own-password')],
  ['/account/second-factor', ofUser('own-second-factor')],
  ['/account/second-factor/change', ofUser('own-second-factor')],
  ['/account/passkeys', ofUser('own-passkeys')],
  ['/account/passkeys/change', ofUser('own-passkeys')],
  ['/register', registration],
  ['/register/account', registration],
  ['/forgot-password', reset],
  ['/forgot-password/code', reset],
  ['/forgot-password/new', reset],
  ['/launch', { kind: 'LAUNCH_CREATION', endpoint: 'launch' }],
  ['/logout', { kind: 'SIGN_OUT', endpoint: 'logout' }],
]);

/**
 * What a refusal at an address is called in the audit log; undefined where it is none of its business.
 * @param address below the path of the module
 */
export function auditedAt(address: string): Audited | undefined {
  return AUDITED.get(endpointOf(address));
}

/** Some endpoints have an address for each client or token. */
function endpointOf(address: string): string {
  return address.replace(/^(\/oauth\/(?:register|initial-access-token))\/[^/]+$/, '$1');
}
