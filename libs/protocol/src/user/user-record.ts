import { instantText } from '../json/instant-text.js';
import type { JsonObject } from '../json/json-object.js';
import { authorityKey, type Authority } from './authority.js';
import type { UserAccount } from './new-user.js';

/** Whether somebody has a second factor: the first is the product's word, the others are ours. */
export type TwoFactorAuthStatus = 'NO_KEY_DEFINED' | 'KEY_PENDING' | 'KEY_ACTIVE';

/**
 * Of what somebody is locked out for a while: of the password everywhere but at devices and networks that are known, of the password at one that is,
 * or of the second factor.
 */
export const lockKinds = ['password', 'knownDevice', 'secondFactor'] as const;
export type LockKind = (typeof lockKinds)[number];

/** A lock that too many wrong tries brought about. */
export interface TemporaryLock {
  readonly kind: LockKind;
  readonly until: Date;
}

/** A user account as it is stored, without the password. */
export interface UserRecord {
  readonly pid: number;
  readonly account: UserAccount;
  /** Wrong passwords: those of strangers together, or those at one known device or network, whichever are more. */
  readonly failedLoginAttempts: number;
  readonly twoFactorAuthStatus: TwoFactorAuthStatus;
  /** Those that last, one of a kind. */
  readonly locks: readonly TemporaryLock[];
  /** What the other system calls itself that vouches for the person, such as the issuer of an OpenID Connect server. */
  readonly usernameIssuer?: string;
  /** What the last sign-in gave beside the authorities of the account, such as those of a directory's groups. */
  readonly signInAuthorities?: readonly Authority[];
  /** Power over the server that any sign-in ever gave: the next one may give it again. */
  readonly powersGiven?: readonly Authority[];
  readonly lastActive?: Date;
  readonly lastConnected?: Date;
}

/** All that somebody may do who is signed in by the account, or may do again after a sign-in. */
export function heldAuthorities({
  account,
  signInAuthorities = [],
  powersGiven = [],
}: Pick<UserRecord, 'account' | 'signInAuthorities' | 'powersGiven'>): readonly Authority[] {
  return [...account.authorities, ...signInAuthorities, ...powersGiven];
}

/**
 * The product's user JSON (reference 8.1) with our `fhirUserUrl`, `secondFactorRequired`, `signInAuthorities`, `lockedUntil` and `locks`; texts that
 * are not set are left out, and so is the password.
 */
export function userJson({ pid, account, ...record }: UserRecord): JsonObject {
  const { failedLoginAttempts, twoFactorAuthStatus, usernameIssuer, signInAuthorities } = record;
  const { lastActive, lastConnected } = record;
  return onlySet({
    pid,
    ...nameFields(account),
    ...stateFields(account),
    failedLoginAttempts,
    ...lockFields(record),
    twoFactorAuthStatus,
    ...personFields(account),
    usernameIssuer,
    signInAuthorities,
    lastActive: lastActive && instantText(lastActive),
    lastConnected: lastConnected && instantText(lastConnected),
  });
}

/** The same as an export has it: nothing that the server gives, lists without order in one order. @param password what stands in its place */
export function canonicalUserJson(account: UserAccount, password: string | undefined): JsonObject {
  const byKey = account.authorities.map((authority) => [authorityKey(authority), authority] as const);
  const authorities = byKey.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, authority]) => authority);
  return onlySet({
    ...nameFields(account),
    password,
    ...stateFields(account),
    ...personFields({ ...account, authorities }),
  });
}

/** The last end of all, and which they are. */
function lockFields({ locks }: Pick<UserRecord, 'locks'>): JsonObject {
  if (locks.length === 0) return {};
  const ordered = locks.toSorted((one, other) => other.until.getTime() - one.until.getTime());
  const told = ordered.map(({ kind, until }) => ({ kind, until: instantText(until) }));
  return { lockedUntil: told[0]?.until, locks: told };
}

function nameFields({ nodeId, moduleId, username, familyName, givenName, email }: UserAccount): JsonObject {
  return { nodeId, moduleId, username, familyName, givenName, email };
}

function stateFields(account: UserAccount): JsonObject {
  const { accountLocked, accountDisabled, systemUser, external, serviceAccount, secondFactorRequired } = account;
  return { accountLocked, accountDisabled, systemUser, external, serviceAccount, secondFactorRequired };
}

function personFields(account: UserAccount): JsonObject {
  const { authorities, defaultLaunchContexts, notes, fhirUserUrl, externalIdentities = [] } = account;
  const identities = externalIdentities.map((each) => ({ ...each }));
  return {
    ...{ authorities, defaultLaunchContexts, notes, fhirUserUrl },
    externalIdentities: identities.length === 0 ? undefined : identities,
  };
}

function onlySet(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined && value !== ''));
}
