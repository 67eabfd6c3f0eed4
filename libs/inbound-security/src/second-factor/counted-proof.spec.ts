import type { Sql, SqlStatement } from '#database/sql.port';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { CountedProof } from './counted-proof.js';
import { SecondFactorOptions } from './second-factor.options.js';

const user = { moduleId: 'local', pid: 7 };

/** What happened, in its order, to an attempt that is counted as the given failure of 5; undefined = a lock lasts. */
async function stepsOf(failures: number | undefined, kind: 'proved' | 'wrong', lockoutPermanent = true) {
  const steps: string[] = [];
  const query = (statement: SqlStatement) => {
    steps.push(statement.name);
    return Promise.resolve([{ failures: failures ?? null, locked_until: null }]);
  };
  const secondFactor = Object.assign(new SecondFactorOptions(), { lockAfterFailures: 5 });
  const options = Object.assign(new LocalInboundOptions(), { lockoutPermanent, secondFactor });
  const proof = new CountedProof({
    sql: { query } as unknown as Sql,
    instances: new Map([['local', { nodeId: 'Master', moduleId: 'local', options }]]),
    lockForGood: (moduleId, pid) => Promise.resolve(void steps.push(`lock ${moduleId} ${String(pid)}`)),
  });
  const outcome = await proof.prove(user, () => {
    steps.push('take');
    return Promise.resolve({ kind });
  });
  return [...steps, outcome.kind];
}

test.each([
  { what: 'a right one', failures: 4, kind: 'proved', steps: ['count', 'take', 'forget', 'proved'] },
  { what: 'the last right one', failures: 5, kind: 'proved', steps: ['count', 'take', 'forget', 'proved'] },
  { what: 'a wrong one', failures: 4, kind: 'wrong', steps: ['count', 'take', 'wrong'] },
  { what: 'the last wrong one', failures: 5, kind: 'wrong', steps: ['count', 'take', 'lock local 7', 'wrong'] },
  { what: 'a right one during a lock', failures: undefined, kind: 'proved', steps: ['count', 'locked'] },
] as const)('V-59: $what: $steps', async ({ failures, kind, steps }) => {
  const happened = await stepsOf(failures, kind);

  expect(happened.map((step) => step.replace('factor_failures_', ''))).toEqual(steps);
});

test('without lockout.permanent nothing is locked for good', async () => {
  expect(await stepsOf(5, 'wrong', false)).toEqual(['factor_failures_count', 'take', 'wrong']);
});
