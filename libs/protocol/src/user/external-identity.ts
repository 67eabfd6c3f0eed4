import type { JsonFields } from '../json/json-fields.js';

/** What kind of system vouches for somebody. */
export const identityKinds = ['oidc', 'oidc-client', 'saml', 'codap', 'directory'] as const;

/** Who somebody is at another system, as the user JSON has it (ours, not a field of the product). */
export interface ExternalIdentityEntry {
  /** `oidc-client` is a client of such a server, not a person; `codap` a practitioner whom a client of ours brings. */
  readonly kind: (typeof identityKinds)[number];
  /** The module that has the server's definition, the SAML inbound module, or the module that CODAP requests come to; none for the directory of the account's own module. */
  readonly moduleId?: string;
  /** Of a server's definition. */
  readonly registrationId?: string;
  /** What the other system calls itself. */
  readonly issuer?: string;
  /** Its unchanging id of the person. */
  readonly subject: string;
}

/** Identities of one account. */
const MOST_IDENTITIES = 20;
const LONGEST_SUBJECT = 2_048;

/** Reads `externalIdentities` of the user JSON; undefined where it is not there, so that they stay as they are. */
export function readExternalIdentities(
  fields: JsonFields,
  isSaid: boolean,
): readonly ExternalIdentityEntry[] | undefined {
  const entries = fields.list('externalIdentities', MOST_IDENTITIES, readEntry);
  return isSaid ? entries : undefined;
}

function readEntry(fields: JsonFields): ExternalIdentityEntry | undefined {
  const word = fields.text('kind', { maxLength: 20, required: true });
  const kind = identityKinds.find((each) => each === word);
  if (word !== undefined && kind === undefined)
    fields.refuse('kind', 'is no kind of identity', `Write one of these: ${identityKinds.join(', ')}`);
  const moduleId = fields.text('moduleId', { maxLength: 100, required: kind !== 'directory' });
  const registrationId = fields.text('registrationId', { maxLength: 200 });
  const isOfServer = kind === 'oidc' || kind === 'oidc-client';
  const isNamed = kind === 'directory' || (registrationId !== undefined && isOfServer);
  const issuer = fields.text('issuer', { maxLength: 2_000, required: !isNamed });
  const subject = fields.text('subject', { maxLength: LONGEST_SUBJECT, required: true });
  if (kind === undefined || subject === undefined) return undefined;
  if (kind === 'directory') return { kind, subject };
  return {
    kind,
    ...(moduleId !== undefined && { moduleId }),
    ...(registrationId !== undefined && isOfServer && { registrationId }),
    ...(issuer !== undefined && { issuer }),
    subject,
  };
}
