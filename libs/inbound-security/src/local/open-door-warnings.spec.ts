import { SecondFactorOptions } from '../second-factor/second-factor.options.js';
import { openDoorWarnings } from './open-door-warnings.js';

test.each([
  { createsUnknownUsers: false, programsByPasswordAlone: false, warnings: 0 },
  { createsUnknownUsers: true, programsByPasswordAlone: false, warnings: 1 },
  { createsUnknownUsers: false, programsByPasswordAlone: true, warnings: 1 },
])(
  'reference 8.1: create_unknown_users=$createsUnknownUsers and $programsByPasswordAlone are told at the start',
  ({ createsUnknownUsers, programsByPasswordAlone, warnings }) => {
    const secondFactor = Object.assign(new SecondFactorOptions(), { programsByPasswordAlone });
    const told = openDoorWarnings('local_security', { createsUnknownUsers, secondFactor });

    expect(told).toHaveLength(warnings);
    expect(JSON.stringify(told)).not.toContain('undefined');
  },
);
