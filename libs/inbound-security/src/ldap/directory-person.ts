import type LdapAuth from 'ldapauth-fork';
import type { Authority } from '#protocol/user/authority';
import type { ExternalPerson } from '../external-accounts.port.js';
import { comparableDn } from './comparable-dn.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';
import { writtenAuthorities } from '../permissions/written-authorities.js';

/** Ids that directories give by themselves and never change (RFC 4530; Active Directory). */
const IDS = ['entryUUID', 'objectGUID'];
/** Attributes whose values are bytes. */
export const BINARY_ATTRIBUTES = ['objectGUID'];
const FHIR_USER = /^https?:\/\/\S{1,1000}$/u;

/** Attributes by which directories say that nobody signs in by an entry, beside its groups. */
export const SHUTTING_ATTRIBUTES = ['userAccountControl', 'nsAccountLock', 'pwdAccountLockedTime', 'loginDisabled'];
/** ACCOUNTDISABLE (Active Directory). */
const DISABLED = 2;
/** Locked until an administrator unlocks it (draft-behera-ldap-password-policy §5.3.3); other times pass. */
const LOCKED_FOR_GOOD = '000001010000Z';

/** What a directory says of somebody, to be kept as an account, and what it says that means nothing here. */
export interface DirectoryPerson {
  readonly person: ExternalPerson & Required<Pick<ExternalPerson, 'details'>>;
  /** '' where the entry has none. */
  readonly username: string;
  readonly unknownPermissions: readonly string[];
}

/** Attributes that are asked for of a person's entry. */
export function attributesOf({ options: { people }, usernameAttribute }: LdapInboundInstance): readonly string[] {
  const { idAttribute, fhirUserAttribute, permissionAttribute } = people;
  const named = [usernameAttribute, people.familyNameAttribute, people.givenNameAttribute, people.emailAttribute];
  const more = [idAttribute ?? IDS, fhirUserAttribute ?? [], permissionAttribute ?? []].flat();
  return [...new Set([...named, ...more, ...people.attributes])];
}

/** The user name of an entry; undefined where it has none. Of several the first one by letters, whichever the directory names first. */
export function usernameOf(entry: LdapAuth.Entry, { usernameAttribute }: LdapInboundInstance): string | undefined {
  return textsOf(entry, usernameAttribute).toSorted()[0];
}

/** Whether the directory itself lets nobody sign in by an entry until an administrator of it says otherwise. */
export function isShut(entry: LdapAuth.Entry): boolean {
  const [control, ofNetscape, locked, ofNovell] = SHUTTING_ATTRIBUTES.map((attribute) => textsOf(entry, attribute)[0]);
  const isDisabled = (Number(control ?? 0) & DISABLED) !== 0;
  const isTrue = [ofNetscape, ofNovell].some((text) => text?.toLowerCase() === 'true');
  return isDisabled || isTrue || locked === LOCKED_FOR_GOOD;
}

/**
 * Who the person of an entry is, and what they may do by their attributes, by everybody's permissions and by their groups.
 * @param groups names of groups, as `comparableDn` makes them
 */
export function directoryPerson(
  entry: LdapAuth.Entry,
  groups: ReadonlySet<string>,
  instance: LdapInboundInstance,
): DirectoryPerson {
  const { people } = instance.options;
  const text = (attribute: string | undefined): string => textsOf(entry, attribute)[0] ?? '';
  const native = writtenAuthorities(textsOf(entry, people.permissionAttribute));
  const fhirUserUrl = text(people.fhirUserAttribute);
  const authorities = [...native.authorities, ...authoritiesOf(groups, instance)];
  return {
    person: {
      ...{ moduleId: instance.moduleId, source: 'ldap', issuer: '', subject: subjectOf(entry, instance) },
      familyName: text(people.familyNameAttribute),
      givenName: text(people.givenNameAttribute),
      email: text(people.emailAttribute),
      details: { authorities, launchContexts: [], ...(FHIR_USER.test(fhirUserUrl) && { fhirUserUrl }) },
      claimsUntaken: true,
    },
    username: usernameOf(entry, instance) ?? '',
    unknownPermissions: native.unknown,
  };
}

function authoritiesOf(
  groups: ReadonlySet<string>,
  { globalAuthorities, groupPermissions }: LdapInboundInstance,
): readonly Authority[] {
  return [
    ...globalAuthorities,
    ...groupPermissions.flatMap(({ group, authorities }) => (groups.has(group) ? authorities : [])),
  ];
}

/** What never changes of the entry. A name does, but where the directory has nothing better it is what it tells people apart by. */
function subjectOf(entry: LdapAuth.Entry, { options }: LdapInboundInstance): string {
  const attributes = options.people.idAttribute === undefined ? IDS : [options.people.idAttribute];
  const [id] = attributes.flatMap((attribute) => textsOf(entry, attribute));
  return id ?? comparableDn(entry.dn);
}

/** The values of an attribute, in whatever spelling the directory has its name; bytes as hexadecimal digits. */
function textsOf(entry: LdapAuth.Entry, attribute: string | undefined): readonly string[] {
  const name = attribute?.toLowerCase();
  const [, value] = Object.entries(entry).find(([each]) => each !== 'dn' && each.toLowerCase() === name) ?? [];
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return values
    .map((each) => (typeof each === 'string' ? each : each.toString('hex')))
    .filter((text) => text.trim() !== '');
}
