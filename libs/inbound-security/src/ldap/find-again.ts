import LdapAuth from 'ldapauth-fork';
import type { ExternalPerson } from '../external-accounts.port.js';
import { comparableDn } from './comparable-dn.js';
import { groupsOf, isAdmitted, type GroupSearch } from './directory-groups.js';
import {
  BINARY_ATTRIBUTES,
  attributesOf,
  directoryPerson,
  isShut,
  SHUTTING_ATTRIBUTES,
  usernameOf,
} from './directory-person.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';
import { PersonFault } from './person-fault.js';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const GUID = /^[\da-f]{32}$/u;

/**
 * The person of an id as the directory knows them now; undefined where they could not sign in any more: the entry is gone, is none of those that the
 * user query finds, is shut in the directory, or is not in the required group.
 * @throws PersonFault the directory has several of the id, or finds too many groups @throws Error the directory fails, or is not the one that gave the id
 */
export async function findAgain(search: GroupSearch, subject: string): Promise<ExternalPerson | undefined> {
  const entry = await entryOf(search, subject);
  if (entry === undefined || isShut(entry)) return undefined;
  const { instance } = search;
  const member = { dn: entry.dn, username: usernameOf(entry, instance) ?? '' };
  const groups = await groupsOf(search, member);
  return (await isAdmitted(search, member, groups)) ? directoryPerson(entry, groups, instance).person : undefined;
}

async function entryOf({ connections, instance, signal }: GroupSearch, subject: string) {
  const { userBase, userQuery } = instance.options.people;
  const ids = idsOf(instance, subject);
  const isDn = ids.length === 0;
  if (isDn && !isBelow(subject, comparableDn(userBase))) return undefined;
  const options = {
    ...({ scope: isDn ? 'base' : 'sub', sizeLimit: 2, derefAliases: 'never' } as const),
    filter: LdapAuth.filterOfIds(userQuery, ids),
    attributes: [...attributesOf(instance), ...SHUTTING_ATTRIBUTES],
    explicitBufferAttributes: BINARY_ATTRIBUTES,
  };
  const found = await connections
    .use((connection) => connection.search(isDn ? subject : userBase, options, signal), signal)
    .catch((error: unknown) => {
      if (isDn && (error as Error).name === 'NoSuchObjectError') return [];
      throw error;
    });
  if (found.length > 1) throw new PersonFault('The directory has several entries of one id');
  return found[0];
}

/** The attributes that may have given the id; none where it is the name of the entry. */
function idsOf({ options }: LdapInboundInstance, subject: string) {
  const { idAttribute } = options.people;
  if (idAttribute !== undefined) return [{ attribute: idAttribute, value: valueOf(idAttribute, subject) }];
  if (UUID.test(subject)) return [{ attribute: 'entryUUID', value: subject }];
  return GUID.test(subject) ? [{ attribute: 'objectGUID', value: valueOf('objectGUID', subject) }] : [];
}

function valueOf(attribute: string, subject: string): string | Buffer {
  return BINARY_ATTRIBUTES.some((each) => each.toLowerCase() === attribute.toLowerCase())
    ? Buffer.from(subject, 'hex')
    : subject;
}

function isBelow(dn: string, base: string): boolean {
  return base === '' || dn === base || dn.endsWith(`,${base}`);
}
