import { instantText } from '../json/instant-text.js';
import type { JsonObject } from '../json/json-object.js';
import { authorityKey, type Authority } from './authority.js';
import type { UserAccount } from './new-user.js';

/** Whether somebody has a second factor: the first is the product's word, the others are ours. */
export type TwoFactorAuthStatus = 'NO_KEY_DEFINED' | 'KEY_PENDING' | 'KEY_ACTIVE';

/** A user account as it is stored, without the password. */
export interface UserRecord {
  readonly pid: number;
  readonly account: UserAccount;
  readonly failedLoginAttempts: number;
  readonly twoFactorAuthStatus: TwoFactorAuthStatus;
  /** End of a lock that wrong passwords brought about. */
  readonly lockedUntil?: Date;
  /** What the other system calls itself that vouches for the person, such as the issuer of an OpenID Connect server. */
  readonly usernameIssuer?: string;
  /** What the last sign-in gave beside the authorities of the account, such as those of a directory's groups. */
  readonly signInAuthorities?: readonly Authority[];
  readonly lastActive?: Date;
  readonly lastConnected?: Date;
}

/** All that somebody may do who is signed in by the account. */
export function heldAuthorities({
  account,
  signInAuthorities = [],
}: Pick<UserRecord, 'account' | 'signInAuthorities'>): readonly Authority[] {
  return [...account.authorities, ...signInAuthorities];
}

/**
 * The product's user JSON (reference 8.1) with our `fhirUserUrl`, `secondFactorRequired`, `signInAuthorities` and `lockedUntil`; texts that are not set
 * are left out, and so is the password.
 */
export function userJson({ pid, account, ...record }: UserRecord): JsonObject {
  const { failedLoginAttempts, lockedUntil, twoFactorAuthStatus, usernameIssuer, signInAuthorities } = record;
  const { lastActive, lastConnected } = record;
  return onlySet({
    pid,
    ...nameFields(account),
    ...stateFields(account),
    failedLoginAttempts,
    lockedUntil: lockedUntil && instantText(lockedUntil),
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
