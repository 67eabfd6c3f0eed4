import { SecondFactorOptions } from '../second-factor/second-factor.options.js';
import { SelfRegistrationOptions } from '../registration/self-registration.options.js';
import { openDoorWarnings } from './open-door-warnings.js';

const closed = new SelfRegistrationOptions();

test.each([
  { enabled: true, permissions: ['ACCESS_ADMIN_JSON'], warnings: 1 },
  { enabled: true, permissions: ['ROLE_FHIR_CLIENT'], warnings: 0 },
  { enabled: false, permissions: ['ACCESS_ADMIN_JSON'], warnings: 0 },
])('strangers at the admin API are told: $enabled with $permissions', ({ enabled, permissions, warnings }) => {
  const selfRegistration = Object.assign(new SelfRegistrationOptions(), { enabled, permissions });
  const options = { createsUnknownUsers: false, secondFactor: new SecondFactorOptions(), selfRegistration };

  expect(openDoorWarnings('local_security', options)).toHaveLength(warnings);
});

test.each([
  { createsUnknownUsers: false, programsByPasswordAlone: false, warnings: 0 },
  { createsUnknownUsers: true, programsByPasswordAlone: false, warnings: 1 },
  { createsUnknownUsers: false, programsByPasswordAlone: true, warnings: 1 },
])(
  'reference 8.1: create_unknown_users=$createsUnknownUsers and $programsByPasswordAlone are told at the start',
  ({ createsUnknownUsers, programsByPasswordAlone, warnings }) => {
    const secondFactor = Object.assign(new SecondFactorOptions(), { programsByPasswordAlone });
    const told = openDoorWarnings('local_security', { createsUnknownUsers, secondFactor, selfRegistration: closed });

    expect(told).toHaveLength(warnings);
    expect(JSON.stringify(told)).not.toContain('undefined');
  },
);
