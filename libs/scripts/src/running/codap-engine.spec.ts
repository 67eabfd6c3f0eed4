import { scriptOf } from '../../../../test/support/script-bench.js';
import { CodapEngine } from './codap-engine.js';
import type { ScriptRunner } from './script-runner.js';

const given = { permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/123' };
const token = { raw: 'a.b.c', claims: {} };
const session = {
  ...{ username: 'D-7', familyName: '', givenName: '', email: '', notes: '', fhirUserUrl: null, userData: {} },
  ...{ defaultLaunchContexts: [], launchResourceIds: [], fhirContext: [] },
};

/** What a script comes to that gives these permissions, and the log of its run. */
async function verdictOn(authorities: readonly object[], mayAdminister = false) {
  const lines: string[] = [];
  const runner: ScriptRunner = {
    run: ({ read }) => {
      const notes = { tell: String, warn: (text: string) => void lines.push(text), decided: () => undefined };
      const value = read({ kind: 'success', session: { ...session, authorities } }, notes);
      return Promise.resolve({ kind: 'returned', value });
    },
  };
  const verdict = await new CodapEngine(runner).authenticate({
    script: scriptOf('', mayAdminister ? { mayAdminister } : {}),
    ...{ requestingPractitioner: {}, requestedRecord: {}, authenticationToken: token, authorizationToken: token },
  });
  return { verdict, lines };
}

test('ruling 37: administrative permissions only where the module lets scripts give them, and the log says so', async () => {
  const powers = [given, { permission: 'ACCESS_ADMIN_JSON' }];

  expect(await verdictOn(powers)).toMatchObject({
    verdict: { authorities: [given] },
    lines: [expect.stringMatching(/^ACCESS_ADMIN_JSON is not given: /)],
  });
  expect(await verdictOn(powers, true)).toMatchObject({ verdict: { authorities: powers }, lines: [] });
});

test.each([
  ['what does not exist', { permission: 'FHIR_EVERYTHING' }],
  ['V-99: a compartment of nobody, which is never all of them', { permission: given.permission }],
])('ruling 36: nobody is admitted by a script that gives %s', async (_what, authority) => {
  await expect(verdictOn([authority])).rejects.toThrow(authority.permission);
});
