import type { AuthenticationCall, AuthenticationContext } from '../../authentication-script.port.js';
import type { CodapCall } from '../../codap-script.port.js';
import type { RegistrationCall } from '../../registration-script.port.js';
import type { BenchSample } from '../../script-bench.port.js';
import type { ScriptedSignInCall } from '../../sign-in-script.port.js';
import type { UserMappingCall } from '../../user-mapping-script.port.js';
import { sampleUser } from './sample-people.js';

/** A call as JSON. */
interface SignIn {
  readonly person: AuthenticationCall['person'];
  readonly context: Omit<AuthenticationContext, 'startTime'> & { readonly startTime: string };
}

const { pid: _pid, ...person } = sampleUser;
const headers = { host: 'auth.hospital.example', 'user-agent': 'Mozilla/5.0' };

const local: SignIn = {
  person,
  context: {
    ...{ nodeId: 'Master', moduleId: 'local_security', startTime: '2026-11-23T08:30:00.000Z' },
    ...{ remoteAddress: '192.0.2.10', remoteScheme: 'https', headers },
  },
};

const claims = {
  iss: 'https://idp.hospital.example',
  sub: '8f3c-11',
  preferred_username: 'maria.lopez',
  email: 'maria.lopez@hospital.example',
  groups: ['practitioners', 'ward-7'],
  patient: '4711',
};

const federated: SignIn = {
  person: { ...person, external: true, authorities: [] },
  context: { ...local.context, moduleId: 'smart_auth', claims, approvedScopes: [] },
};

const withToken: SignIn = {
  person: { ...person, external: true, authorities: [] },
  context: { ...local.context, moduleId: 'smart_in', claims, approvedScopes: ['openid', 'user/*.read'] },
};

const mapping: Omit<UserMappingCall, 'script' | 'occasion'> = {
  userInfo: claims,
  server: { name: 'Hospital sign-in', issuer: 'https://idp.hospital.example' },
};

const registration: Omit<RegistrationCall, 'script' | 'occasion'> = {
  input: { username: 'homer', familyName: 'Simpson', givenName: 'Homer', email: 'homer@example.org' },
  output: { familyName: 'Simpson', givenName: 'Homer', email: 'homer@example.org', authorities: [], notes: '' },
};

const practitioner = {
  resourceType: 'Practitioner',
  id: 'prac-88',
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
  name: [{ family: 'López', given: ['María'] }],
};
const patient = { resourceType: 'Patient', id: '4711', name: [{ family: 'Simpson', given: ['Homer'] }] };
const times = { iat: 1_795_422_600, exp: 1_795_422_900 };
const aud = 'https://auth.hospital.example/oauth/token';

/** The claims are those of a request that the grant takes. */
const codap: Omit<CodapCall, 'script' | 'occasion'> = {
  requestingPractitioner: practitioner,
  requestedRecord: patient,
  authenticationToken: {
    raw: 'the.authentication.token',
    claims: { iss: 'other-hospital', sub: 'other-hospital', aud, ...times, jti: '8d0c2c0e-1' },
  },
  authorizationToken: {
    raw: 'the.authorization.token',
    claims: {
      ...{ iss: 'https://other-hospital.example', sub: practitioner.id, aud, ...times, jti: '8d0c2c0e-2' },
      ...{ acr: 'urn:other-hospital:loa:3', requested_scopes: 'patient/*.rs', reason_for_request: 'TREAT' },
      ...{ requesting_practitioner: practitioner, requested_record: patient },
    },
  },
};

const password: Omit<ScriptedSignInCall, 'script' | 'occasion'> = {
  ...{ username: 'maria.lopez', password: 'a password', remoteAddress: '192.0.2.10', headers },
};

/** What scripts about people are asked. */
export const signInSamples: readonly BenchSample[] = [
  {
    ...{ id: 'local-sign-in', functionName: 'onAuthenticateSuccess', input: { ...local } },
    title: 'Somebody signs in with a password that is kept here, or in a directory.',
  },
  {
    ...{ id: 'federated-sign-in', functionName: 'onAuthenticateSuccess', input: { ...federated } },
    title: 'Somebody signs in at another server, which says of them what getClaim tells.',
  },
  {
    ...{ id: 'token-of-another-server', functionName: 'onAuthenticateSuccess', input: { ...withToken } },
    title: 'An app comes with an access token of another server.',
  },
  {
    ...{ id: 'user-mapping', functionName: 'getUserName', input: { ...mapping } },
    title: 'Somebody of another server gets a name here.',
  },
  {
    ...{ id: 'registration', functionName: 'onUserSelfRegistrationRequest', input: { ...registration } },
    title: 'Somebody makes an account for themselves.',
  },
  {
    ...{ id: 'codap-request', functionName: 'codap:authenticate', input: { ...codap } },
    title: 'A practitioner of another organization asks for a record.',
  },
  {
    ...{ id: 'scripted-sign-in', functionName: 'sign-in:authenticate', input: { ...password } },
    title: 'Somebody types a name and a password that only the script knows about.',
  },
];
