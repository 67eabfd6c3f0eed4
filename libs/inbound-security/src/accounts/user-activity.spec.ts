import { UserActivity } from './user-activity.js';

type Active = readonly { readonly pid: number; readonly secondsAgo: number }[];

describe('UserActivity', () => {
  test('writes each user once, in portions, and nothing twice', async () => {
    const written: Active[] = [];
    const activity = new UserActivity({
      write: async (active) => void written.push(active),
      logger: { warn: () => undefined },
    });
    for (let count = 0; count < 3_000; count++) activity.note(count % 1_500);

    await activity.write();
    await activity.write();

    expect(written.map(({ length }) => length)).toEqual([1_000, 500]);
    expect(new Set(written.flat().map(({ pid }) => pid)).size).toBe(1_500);
    expect(written.flat().every(({ secondsAgo }) => secondsAgo >= 0 && secondsAgo < 60)).toBe(true);
  });

  test('F-16: what a database that was away did not take comes with the next', async () => {
    const written: Active[] = [];
    const warnings: string[] = [];
    let isAway = true;
    const activity = new UserActivity({
      write: async (active) => {
        if (isAway) throw new Error('away');
        written.push(active);
      },
      logger: { warn: (message: string) => void warnings.push(message) },
    });
    activity.note(7);
    await activity.write();
    isAway = false;
    activity.note(8);

    await activity.write();

    expect(warnings).toHaveLength(1);
    expect(written.flat().map(({ pid }) => pid)).toEqual([7, 8]);
  });
});
