import type { UserSessionDetails } from '#protocol/user/user-session';
import { withSessionLaunch } from './session-launch.js';

const having = (...launchResources: NonNullable<UserSessionDetails['launchResources']>): UserSessionDetails =>
  ({ launchResources }) as unknown as UserSessionDetails;
const chosen = { resources: [{ type: 'patient', id: '1' }], members: {} };

describe('withSessionLaunch', () => {
  test.each([undefined, having()])('without anything on the session the launch stays what it was', (user) => {
    expect(withSessionLaunch(chosen, user)).toBe(chosen);
  });

  test('ruling 13: what the script of the sign-in gave is added, by its bare id; what was chosen goes before it', () => {
    const user = having(
      { resourceType: 'Patient', resourceId: 'Patient/2' },
      { resourceType: 'location', resourceId: 'Location/777' },
      { resourceType: 'encounter', resourceId: 'no id at all' },
    );

    expect(withSessionLaunch(chosen, user).resources).toEqual([
      { type: 'patient', id: '1' },
      { type: 'location', id: '777' },
    ]);
  });

  test('the encounter of the patient whom the script named does not stand beside another', () => {
    const named = (id: string) =>
      having({ resourceType: 'patient', resourceId: id }, { resourceType: 'encounter', resourceId: 'e5' });

    expect(withSessionLaunch(chosen, named('55'))).toBe(chosen);
    expect(withSessionLaunch(chosen, named('1')).resources).toContainEqual({ type: 'encounter', id: 'e5' });
  });
});
