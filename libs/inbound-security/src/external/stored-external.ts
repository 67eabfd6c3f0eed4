import { sha256Base64Url } from '#protocol/hash';
import type { UserAccount } from '#protocol/user/new-user';
import type { ExternalPerson } from '../external-accounts.port.js';
import { newUsernameProblem, usernameProblem } from '../accounts/username-key.js';
import { searchTextOf } from '../accounts/user-search.js';
import type { ExternalDescription, ExternalIdentity } from '../stores/external-identity.store.js';
import { externalText } from './external-text.js';

/** Bytes of an id that another system gives; OpenID Connect allows 255 characters (Core §2), directories have longer names. */
const LONGEST_SUBJECT = 2_048;

type WhoElsewhere = Pick<ExternalPerson, 'moduleId' | 'source' | 'issuer' | 'subject'>;

/** Who somebody is elsewhere, as it is stored. Case, spaces and normal forms count: the other system says whether two ids are one. */
export function storedIdentity({ moduleId, source, issuer, subject }: WhoElsewhere): ExternalIdentity {
  return {
    moduleId,
    source,
    issuer,
    subject,
    identityHash: sha256Base64Url(JSON.stringify([source, issuer, subject])),
  };
}

/** Those of the names that can be kept; none where the id cannot. */
export function usableNames(
  { subject }: Pick<ExternalPerson, 'subject'>,
  usernames: readonly string[],
): readonly string[] {
  if (subject === '' || Buffer.byteLength(subject) > LONGEST_SUBJECT || /[\0\p{Cs}]/u.test(subject)) return [];
  return usernames.filter((name) => usernameProblem(name) === undefined && newUsernameProblem(name) === undefined);
}

/** What the other system says of the person, under the name that the account has here. */
export function storedDescription(person: ExternalPerson, username: string): ExternalDescription {
  const account = newExternalAccount(person, username, '');
  const { familyName, givenName, email } = account;
  return {
    familyName,
    givenName,
    email,
    searchText: searchTextOf(account),
    ...(person.details && { details: person.details }),
  };
}

/** The account of somebody who was never here. */
export function newExternalAccount(person: ExternalPerson, username: string, nodeId: string): UserAccount {
  return {
    ...{ nodeId, moduleId: person.moduleId, username },
    familyName: externalText(person.familyName, 200),
    givenName: externalText(person.givenName, 200),
    email: externalText(person.email, 320),
    ...{ accountLocked: false, accountDisabled: false, systemUser: false, external: true, serviceAccount: false },
    ...{ authorities: [], defaultLaunchContexts: [], notes: '' },
  };
}
