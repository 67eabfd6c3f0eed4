import { unlessRedacted } from '../json/redacted.js';
import { JsonFields, type FieldProblem } from '../json/json-fields.js';
import type { NewUser } from './new-user.js';
import { isJsonObject } from '../json/json-object.js';
import { readExternalIdentities } from './external-identity.js';
import { readAuthority } from '../permissions/read-authority.js';
import { hashWithin } from '../slow-hash.js';
import { readLaunchContext, type MayStay } from './read-launch-context.js';

export type { NewUser } from './new-user.js';

/** A user read from JSON. With any problem the account must not be saved; warnings and unknown fields are only reported (ruling 46). */
export interface ReadUser {
  readonly user: NewUser;
  /** That of where it comes from; the store's own business everywhere but in files. */
  readonly pid?: number;
  readonly unknownFields: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Fields that the product writes and the server alone decides. */
const serverFields: readonly string[] = [
  'failedLoginAttempts',
  'lockedUntil',
  'locks',
  'twoFactorAuthStatus',
  'usernameIssuer',
  'signInAuthorities',
  'lastActive',
  'lastConnected',
];

/** In bytes: what a password hash may be made of (V-61). */
const LONGEST_PASSWORD = 1024;

/**
 * Reads the product's user JSON (reference 8.1) and our `fhirUserUrl`, `secondFactorRequired`, `externalIdentities` and `passwordHash`. `""` and null count as not set; node and module are
 * those of the loading module unless the JSON names them.
 * @param mayStay launch contexts that are told and not refused
 */
export function readUserJson(
  value: unknown,
  defaults: Pick<NewUser, 'nodeId' | 'moduleId'>,
  mayStay: MayStay = () => false,
): ReadUser {
  const fields = new JsonFields(value);
  fields.ignore(serverFields);
  const pid = fields.wholeNumber('pid');
  const identities = readIdentities(fields, value);
  const credential = readCredential(fields);
  // Somebody who is known elsewhere, and has no password here.
  const isKnownElsewhere = (identities.externalIdentities ?? []).length > 0 && Object.keys(credential).length === 0;
  const user: NewUser = {
    nodeId: fields.text('nodeId', { maxLength: 100 }) ?? defaults.nodeId,
    moduleId: fields.text('moduleId', { maxLength: 100 }) ?? defaults.moduleId,
    username: readUsername(fields),
    familyName: fields.text('familyName', { maxLength: 200 }) ?? '',
    givenName: fields.text('givenName', { maxLength: 200 }) ?? '',
    email: fields.text('email', { maxLength: 320 }) ?? '',
    accountLocked: fields.flag('accountLocked'),
    accountDisabled: fields.flag('accountDisabled'),
    systemUser: fields.flag('systemUser'),
    external: fields.flag('external') || isKnownElsewhere,
    serviceAccount: fields.flag('serviceAccount'),
    authorities: fields.list('authorities', 1000, readAuthority),
    defaultLaunchContexts: fields.list('defaultLaunchContexts', 100, (entry) => readLaunchContext(entry, mayStay)),
    notes: fields.text('notes', { maxLength: 10_000, multiline: true }) ?? '',
    ...credential,
    ...readFhirUser(fields),
    ...(fields.flag('secondFactorRequired') && { secondFactorRequired: true }),
    ...identities,
  };
  return {
    user,
    ...(pid !== undefined && { pid }),
    unknownFields: fields.unknownFields(),
    problems: fields.problems(),
    warnings: fields.warnings(),
  };
}

function readIdentities(fields: JsonFields, json: unknown): Pick<NewUser, 'externalIdentities'> {
  const isSaid = isJsonObject(json) && Array.isArray(json.externalIdentities);
  const externalIdentities = readExternalIdentities(fields, isSaid);
  return externalIdentities === undefined ? {} : { externalIdentities };
}

function readUsername(fields: JsonFields): string {
  const username = fields.text('username', { maxLength: 200, required: true });
  if (username !== undefined && username.trim() !== username) {
    fields.refuse('username', 'starts or ends with a space', 'Remove the space');
  }
  return username ?? '';
}

/** Files made from a database carry the hash where the password goes; one that cannot be checked here is refused later, not taken for a password. */
function readCredential(fields: JsonFields): Pick<NewUser, 'password' | 'passwordHash'> {
  const { password, passwordHash } = readGivenCredential(fields);
  const hash = hashWithin(password ?? passwordHash ?? '');
  return hash !== undefined
    ? { passwordHash: hash }
    : { ...(password !== undefined && { password }), ...(passwordHash !== undefined && { passwordHash }) };
}

function readGivenCredential(fields: JsonFields): Record<'password' | 'passwordHash', string | undefined> {
  const password = unlessRedacted(fields.text('password', { maxLength: LONGEST_PASSWORD }));
  const passwordHash = unlessRedacted(fields.text('passwordHash', { maxLength: 500 }));
  if (password !== undefined && Buffer.byteLength(password) > LONGEST_PASSWORD) {
    fields.refuse('password', `is longer than ${String(LONGEST_PASSWORD)} bytes`, 'Shorten it');
  }
  if (password !== undefined && passwordHash !== undefined) {
    fields.refuse('passwordHash', 'is given beside a password', 'Keep one of the two');
  }
  if (passwordHash !== undefined && hashWithin(passwordHash) === undefined) {
    fields.refuse(
      'passwordHash',
      'is no hash of a known kind',
      'Give one that starts with $2b$, $argon2id$, $pbkdf2-sha256$ or $iterated-sha256$, or set a new password',
    );
  }
  return { password, passwordHash };
}

function readFhirUser(fields: JsonFields): Pick<NewUser, 'fhirUserUrl'> {
  const fhirUserUrl = fields.text('fhirUserUrl', { maxLength: 2000 });
  if (fhirUserUrl === undefined) return {};
  if (!isFhirUserUrl(fhirUserUrl)) {
    const remedy = 'Give an http(s) address such as https://fhir.example.org/Practitioner/123';
    fields.refuse(
      'fhirUserUrl',
      'is not the address of a Patient, Practitioner, PractitionerRole, RelatedPerson or Person',
      remedy,
    );
  }
  return { fhirUserUrl };
}

/** SMART App Launch 2.2 "fhirUser"; STD U2, X8. */
export function isFhirUserUrl(text: string): boolean {
  return (
    URL.canParse(text) &&
    /^https?:\/\/[^?#\s]+\/(?:Patient|Practitioner|PractitionerRole|RelatedPerson|Person)\/[A-Za-z0-9.-]{1,64}$/.test(
      text,
    )
  );
}
