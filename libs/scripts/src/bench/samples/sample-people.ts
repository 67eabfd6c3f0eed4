import type { ScriptClientView } from '../../post-authorize-script.port.js';
import type { UserSessionDetails } from '#protocol/user/user-session';

/** A practitioner of a hospital that is not there. */
export const sampleUser: UserSessionDetails = {
  pid: 1,
  nodeId: 'Master',
  moduleId: 'local_security',
  username: 'maria.lopez',
  familyName: 'López',
  givenName: 'María',
  email: 'maria.lopez@hospital.example',
  external: false,
  notes: '',
  authorities: [{ permission: 'FHIR_CAPABILITIES' }, { permission: 'FHIR_ALL_READ' }],
  defaultLaunchContexts: [],
  fhirUserUrl: 'https://fhir.hospital.example/r4/Practitioner/prac-88',
};

/** A person who looks at their own record. */
export const samplePatient: UserSessionDetails = {
  ...sampleUser,
  ...{ pid: 2, username: 'homer', familyName: 'Simpson', givenName: 'Homer', email: 'homer@example.org' },
  authorities: [
    { permission: 'FHIR_CAPABILITIES' },
    { permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/4711' },
  ],
  defaultLaunchContexts: [{ contextType: 'patient', resourceId: '4711' }],
  fhirUserUrl: 'https://fhir.hospital.example/r4/Patient/4711',
};

export const sampleClient: ScriptClientView = {
  clientId: 'growth-chart',
  clientName: 'Growth chart',
  scopes: ['launch', 'launch/patient', 'openid', 'fhirUser', 'online_access', 'patient/*.rs', 'user/*.rs'],
  permissions: [],
};

export const sampleService: ScriptClientView = {
  clientId: 'nightly-export',
  clientName: 'Nightly export',
  scopes: ['system/*.rs'],
  permissions: [{ permission: 'FHIR_CAPABILITIES' }, { permission: 'FHIR_ALL_READ' }],
};
