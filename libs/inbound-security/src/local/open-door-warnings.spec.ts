import { openDoorWarnings } from './open-door-warnings.js';

test.each([
  { createsUnknownUsers: false, warnings: 0 },
  { createsUnknownUsers: true, warnings: 1 },
])(
  'reference 8.1: create_unknown_users=$createsUnknownUsers is told at the start',
  ({ createsUnknownUsers, warnings }) => {
    const told = openDoorWarnings('local_security', { createsUnknownUsers });

    expect(told).toHaveLength(warnings);
    expect(JSON.stringify(told)).not.toContain('undefined');
  },
);
