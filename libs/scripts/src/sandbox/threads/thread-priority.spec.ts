import { stepBack } from './thread-priority.js';

test.each([
  { niceness: 0, then: 5 },
  { niceness: -5, then: 0 },
  { niceness: 10, then: 15 },
  { niceness: 17, then: 19 },
  { niceness: 19, then: 19 },
])(
  'a server of niceness $niceness has script threads of $then: never more urgent ones, which nobody may have',
  ({ niceness, then }) => {
    const set: number[] = [];

    stepBack({ get: () => niceness, set: (value) => set.push(value) });

    expect(set).toEqual([then]);
  },
);

test('a system that refuses it keeps no thread from starting', () => {
  const refuse = (): never => {
    throw new Error('EACCES: permission denied, uv_os_setpriority');
  };

  expect(() => stepBack({ get: () => 0, set: refuse })).not.toThrow();
});
