import { untilCurrent } from './until-current.js';

/** A change that meets so many others before it comes through. */
function meeting(others: number) {
  const met = { tries: 0 };
  const change = () => Promise.resolve({ kind: (met.tries += 1) > others ? 'changed' : 'stale' });
  return { met, change };
}

test.each([
  { name: 'nobody came in between', others: 0, request: {}, expected: ['changed', 1] },
  { name: 'F-06: nineteen came in between', others: 19, request: {}, expected: ['changed', 20] },
  { name: 'others come without end', others: 99, request: {}, expected: ['stale', 20] },
  {
    name: 'F-06: it names the version it started from',
    others: 1,
    request: { ifVersions: [7] },
    expected: ['stale', 1],
  },
])('a change where $name', async ({ others, request, expected }) => {
  const { met, change } = meeting(others);

  const { kind } = await untilCurrent(request, change);

  expect([kind, met.tries]).toEqual(expected);
});
