import type { FieldSpec } from '../editing/field-spec.js';

const PERSON = 'The person';
const POWER = 'What they may do';
const SIGN_IN = 'Signing in';

/** Name by which the user signs in: chosen once. */
export const usernameField: FieldSpec = {
  ...{ name: 'username', label: 'User name', kind: 'text', section: PERSON, example: 'amelia' },
  help: 'Name by which the person signs in. It stays once somebody has signed in with it.',
};

/** Fields of an account (reference 8.1). What sign-ins do to it has buttons of its own. */
export const userFields: readonly FieldSpec[] = [
  { name: 'givenName', label: 'Given name', kind: 'text', section: PERSON, help: 'In ID tokens and on pages.' },
  { name: 'familyName', label: 'Family name', kind: 'text', section: PERSON, help: 'In ID tokens and on pages.' },
  {
    name: 'email',
    label: 'E-mail address',
    kind: 'text',
    section: PERSON,
    help: 'Where forgotten passwords and notices about the account go.',
  },
  {
    name: 'notes',
    label: 'Notes',
    kind: 'long-text',
    section: PERSON,
    help: 'Anything worth knowing. Scripts see it.',
  },
  {
    ...{ name: 'fhirUserUrl', label: 'FHIR resource', kind: 'text', section: PERSON, example: 'Practitioner/123' },
    help: 'The resource that stands for the person: fhirUser of their ID tokens.',
    reference: 'SMART App Launch 2.2 §3.0.5',
  },
  {
    ...{ name: 'authorities', label: 'Permissions and roles', kind: 'authorities', section: POWER },
    help: 'One a line, with an argument behind a space where it needs one. Nobody gives what they do not hold themselves.',
    example: 'FHIR_READ_ALL_IN_COMPARTMENT Patient/123',
  },
  {
    ...{ name: 'defaultLaunchContexts', label: 'Default launch contexts', kind: 'contexts', section: POWER },
    help: 'Records that apps get as context unless another is chosen, one a line.',
    example: 'patient Patient/123',
  },
  {
    name: 'password',
    label: 'New password',
    kind: 'secret',
    section: SIGN_IN,
    help: 'Empty: the password stays as it is.',
  },
  {
    name: 'secondFactorRequired',
    label: 'Must have a second factor',
    kind: 'flag',
    section: SIGN_IN,
    help: 'Who has none sets one up at the next sign-in.',
  },
  {
    name: 'serviceAccount',
    label: 'Service account',
    kind: 'flag',
    section: SIGN_IN,
    help: 'A program signs in by it: nobody is there to show a code.',
  },
  {
    name: 'accountDisabled',
    label: 'Disabled',
    kind: 'flag',
    section: SIGN_IN,
    help: 'The account cannot be used; sessions and tokens end.',
  },
];
