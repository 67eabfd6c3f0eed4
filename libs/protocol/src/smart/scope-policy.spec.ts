import fc from 'fast-check';
import { DecisionTrace } from '../decision/decision-trace.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { decideScopes, narrowScopes } from './scope-policy.js';
import { covers } from './scope-coverage.js';

const client = (scopes: readonly string[], autoGrantScopes: readonly string[] = [], fixedScope = false) => ({
  scopes,
  autoGrantScopes,
  fixedScope,
});

const codeOf = (work: () => unknown): string => {
  try {
    return JSON.stringify(work());
  } catch (error) {
    return error instanceof OAuthError ? error.code : String(error);
  }
};

describe('decideScopes', () => {
  test.each([
    {
      name: 'ruling 39: nothing left of what was asked',
      requested: ['a', 'b'],
      of: client(['openid']),
      expected: 'invalid_scope',
    },
    {
      name: 'nothing left although something is granted automatically',
      requested: ['a'],
      of: client([], ['openid']),
      expected: 'invalid_scope',
    },
    {
      name: 'STD B16: an unknown action alone',
      requested: ['system/Patient.xyz'],
      of: client(['system/*.rs']),
      expected: 'invalid_scope',
    },
    {
      name: 'STD B18: writing for a client that reads',
      requested: ['system/*.cud'],
      of: client(['system/*.read']),
      expected: 'invalid_scope',
    },
    {
      name: 'STD S3: a malformed scope that is listed',
      requested: ['patient/Goal.sr'],
      of: client(['patient/Goal.sr']),
      expected: 'invalid_scope',
    },
    {
      name: 'STD S14: an unknown scope beside a known one is dropped',
      requested: ['zzz', 'openid'],
      of: client(['openid']),
      expected: ['openid'],
    },
    {
      name: 'ruling 39: the requested spelling is echoed',
      requested: ['patient/Task.rs'],
      of: client(['patient/*.read']),
      expected: ['patient/Task.rs'],
    },
    {
      name: 'STD B15: both spellings asked for, both echoed',
      requested: ['user/*.read', 'user/*.rs'],
      of: client(['user/*.rs']),
      expected: ['user/*.read', 'user/*.rs'],
    },
    { name: 'STD S15: nothing asked for', requested: [], of: client(['openid']), expected: [] },
    {
      name: 'nothing asked for, something automatic',
      requested: [],
      of: client(['openid'], ['fhirUser']),
      expected: ['fhirUser'],
    },
    {
      name: 'ruling 9: no scope parameter',
      requested: undefined,
      of: client(['openid', 'user/*.rs']),
      expected: ['openid', 'user/*.rs'],
    },
    { name: 'ruling 9: no scope parameter and an empty list', requested: undefined, of: client([]), expected: [] },
    {
      name: 'an automatic scope that was not asked for',
      requested: ['openid'],
      of: client(['openid'], ['x']),
      expected: ['openid', 'x'],
    },
    {
      name: 'an automatic scope that was asked for, though not listed',
      requested: ['x'],
      of: client([], ['x']),
      expected: ['x'],
    },
    {
      name: 'a fixed scope whatever is asked',
      requested: ['zzz'],
      of: client(['openid', 'a'], [], true),
      expected: ['openid', 'a'],
    },
    {
      name: 'a fixed scope and an automatic one',
      requested: ['a'],
      of: client(['a'], ['b'], true),
      expected: ['a', 'b'],
    },
    {
      name: 'STD S3: a fixed scope that is malformed',
      requested: undefined,
      of: client(['a', 'patient/X.sr'], [], true),
      expected: ['a'],
    },
    { name: 'no scope twice', requested: ['a', 'a'], of: client(['a'], ['a']), expected: ['a'] },
  ])('$name', ({ requested, of, expected }) => {
    const outcome = codeOf(() => decideScopes({ requested, client: of, trace: new DecisionTrace() }));

    expect(outcome).toBe(typeof expected === 'string' ? expected : JSON.stringify(expected));
  });

  test('ruling 39: the strict switch refuses the request for one scope outside the list', () => {
    const input = { client: client(['launch/patient', 'openid']), trace: new DecisionTrace(), strict: true };

    expect(() => decideScopes({ ...input, requested: ['openid', 'launch'] })).toThrow(/Invalid scope: launch$/);
    expect(decideScopes({ ...input, requested: ['openid'] })).toEqual(['openid']);
  });

  test('ruling 54: the trace says why each scope was granted, added or dropped', () => {
    const trace = new DecisionTrace();

    decideScopes({
      requested: ['patient/Task.rs', 'zzz', 'patient/Task.sr'],
      client: client(['patient/*.read'], ['x']),
      trace,
    });

    expect(trace.list()).toEqual([
      {
        kind: 'scope',
        value: 'patient/Task.rs',
        outcome: 'granted',
        ruleId: 'scope.on-client-list',
        source: 'client:patient/*.read',
      },
      { kind: 'scope', value: 'zzz', outcome: 'dropped', ruleId: 'scope.not-on-client-list', source: 'client' },
      { kind: 'scope', value: 'patient/Task.sr', outcome: 'dropped', ruleId: 'scope.malformed', source: 'client' },
      { kind: 'scope', value: 'x', outcome: 'added', ruleId: 'scope.auto-grant', source: 'client' },
    ]);
  });

  test('ruling 54: a refusal leaves its trace too', () => {
    const trace = new DecisionTrace();

    codeOf(() => decideScopes({ requested: ['zzz'], client: client(['openid']), trace }));

    expect(trace.list().map(({ ruleId }) => ruleId)).toEqual(['scope.not-on-client-list']);
  });
});

const scope = fc.oneof(
  fc.constantFrom('openid', 'launch', 'launch/patient', 'custom', 'patient/Goal.sr', 'system/Nonsense.rs'),
  fc
    .tuple(
      fc.constantFrom('patient', 'user', 'system'),
      fc.constantFrom('*', 'Goal', 'Task'),
      fc.constantFrom('read', 'write', '*', 'r', 'rs', 'cruds', 'cud', 'rs?status=final'),
    )
    .map(([context, type, access]) => `${context}/${type}.${access}`),
);
const scopes = fc.array(scope, { maxLength: 6 });

test('properties: nothing is granted that the client may not have, and what was asked for keeps its spelling', () => {
  fc.assert(
    fc.property(scopes, scopes, scopes, (requested, listed, automatic) => {
      const input = { requested, client: client(listed, automatic), trace: new DecisionTrace() };
      const outcome = codeOf(() => decideScopes(input));
      const allowed = [...listed, ...automatic];
      const coverable = requested.filter((wanted) => allowed.some((one) => covers(one, wanted)));
      if (requested.length > 0 && coverable.length === 0) {
        expect(outcome).toBe('invalid_scope');
        return;
      }
      const granted = JSON.parse(outcome) as string[];
      expect(granted.every((one) => allowed.some((wide) => covers(wide, one)))).toBe(true);
      expect(granted.slice(0, new Set(coverable).size)).toEqual([...new Set(coverable)]);
      expect(new Set(granted).size).toBe(granted.length);
    }),
  );
});

describe('narrowScopes', () => {
  const granted = ['openid', 'patient/*.read', 'offline_access'];

  test.each([
    { name: 'V-30: a scope that was not granted', requested: ['openid', 'email'], expected: 'invalid_scope' },
    { name: 'V-30: more of a scope that was granted', requested: ['patient/*.cruds'], expected: 'invalid_scope' },
    { name: 'STD S3: a malformed scope', requested: ['patient/Goal.sr'], expected: 'invalid_scope' },
    { name: 'STD F3: no scope parameter', requested: undefined, expected: granted },
    { name: 'STD F3: an empty scope parameter', requested: [], expected: granted },
    { name: 'STD X10 I22: the full set', requested: granted, expected: granted },
    { name: 'STD X10: a smaller set', requested: ['patient/Task.rs'], expected: ['patient/Task.rs'] },
    { name: 'no scope twice', requested: ['openid', 'openid'], expected: ['openid'] },
  ])('$name', ({ requested, expected }) => {
    const outcome = codeOf(() => narrowScopes(granted, requested));

    expect(outcome).toBe(typeof expected === 'string' ? expected : JSON.stringify(expected));
  });

  test('V-30: property: whatever comes back is covered by what was granted', () => {
    fc.assert(
      fc.property(scopes, scopes, (before, wanted) => {
        const outcome = codeOf(() => narrowScopes(before, wanted));
        if (outcome === 'invalid_scope') return;
        const now = JSON.parse(outcome) as string[];
        expect(now.every((one) => before.includes(one) || before.some((wide) => covers(wide, one)))).toBe(true);
      }),
    );
  });
});

test('OC8: the description of a refusal is short printable ASCII', () => {
  const requested = Array.from({ length: 400 }, (_, index) => `scope-${String(index)}`);

  try {
    narrowScopes([], requested);
  } catch (error) {
    expect((error as OAuthError).description).toMatch(/^[\x20-\x7e]{1,300}$/);
  }
  expect.assertions(1);
});
