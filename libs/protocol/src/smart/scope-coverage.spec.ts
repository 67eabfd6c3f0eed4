import fc from 'fast-check';
import { resourceTypes } from './resource-type.js';
import { covers, scopeCoverage } from './scope-coverage.js';

const letters = ['c', 'r', 'u', 'd', 's'] as const;
const context = fc.constantFrom('patient', 'user', 'system');
const resourceType = fc.constantFrom('*', ...resourceTypes);
const access = fc
  .subarray([...letters], { minLength: 1 })
  .map((chosen) => letters.filter((letter) => chosen.includes(letter)).join(''));
const search = fc.constantFrom('', '?category=vital-signs', '?code=http://loinc.org|1234-5&status=final');
const versionTwo = fc.tuple(context, resourceType, access, search).map(([c, t, a, s]) => `${c}/${t}.${a}${s}`);
const versionOne = fc
  .tuple(context, resourceType, fc.constantFrom('read', 'write', '*'))
  .map(([c, t, a]) => `${c}/${t}.${a}`);
const anyClinical = fc.oneof(versionOne, versionTwo);

/** The reference: what a scope reaches, spelt out as single (context, type, interaction, search) cells. */
function cells(text: string): ReadonlySet<string> {
  const [path = '', query = ''] = text.split('?');
  const [where = '', what = ''] = path.split('.');
  const [who = '', type = ''] = where.split('/');
  const meaning = { read: 'rs', write: 'cud', '*': 'cruds' }[what] ?? what;
  const types = type === '*' ? ['*', ...resourceTypes] : [type];
  const searches = query === '' ? ['', 'category=vital-signs', 'code=http://loinc.org|1234-5&status=final'] : [query];
  return new Set(
    types.flatMap((t) => searches.flatMap((s) => Array.from(meaning, (letter) => `${who}/${t}.${letter}?${s}`))),
  );
}

describe('covers', () => {
  test.each([
    {
      name: 'ruling 39: version 1 covers version 2',
      listed: 'patient/*.read',
      asked: 'patient/Observation.rs',
      expected: true,
    },
    {
      name: 'ruling 39: version 2 covers version 1',
      listed: 'patient/*.cruds',
      asked: 'patient/Goal.write',
      expected: true,
    },
    { name: 'reading covers no writing (STD B18)', listed: 'system/*.read', asked: 'system/*.write', expected: false },
    { name: 'reading covers no wildcard (STD B12)', listed: 'system/*.read', asked: 'system/*.*', expected: false },
    { name: 'one type covers no other', listed: 'patient/Goal.rs', asked: 'patient/Task.rs', expected: false },
    { name: 'one type covers no wildcard', listed: 'patient/Goal.rs', asked: 'patient/*.rs', expected: false },
    { name: 'user covers no patient', listed: 'user/*.cruds', asked: 'patient/Goal.r', expected: false },
    { name: 'system covers no user', listed: 'system/*.cruds', asked: 'user/Goal.r', expected: false },
    { name: 'unrestricted covers granular', listed: 'patient/*.rs', asked: 'patient/Goal.rs?a=b', expected: true },
    { name: 'granular covers itself', listed: 'patient/Goal.rs?a=b', asked: 'patient/Goal.s?a=b', expected: true },
    { name: 'granular covers no other', listed: 'patient/Goal.rs?a=b', asked: 'patient/Goal.rs?a=c', expected: false },
    {
      name: 'granular covers no unrestricted',
      listed: 'patient/Goal.rs?a=b',
      asked: 'patient/Goal.rs',
      expected: false,
    },
    { name: 'STD S3: malformed by itself', listed: 'patient/Goal.dus', asked: 'patient/Goal.dus', expected: false },
    { name: 'STD S3: malformed by a wildcard', listed: 'patient/*.cruds', asked: 'patient/Goal.sr', expected: false },
    { name: 'STD B17: an unknown type by a wildcard', listed: 'system/*.rs', asked: 'system/Foo.rs', expected: false },
    { name: 'a name by itself', listed: 'launch/patient', asked: 'launch/patient', expected: true },
    { name: 'launch covers no launch/patient', listed: 'launch', asked: 'launch/patient', expected: false },
    { name: 'launch/patient covers no launch', listed: 'launch/patient', asked: 'launch', expected: false },
    {
      name: 'STD S10: a launch with role',
      listed: 'launch/location',
      asked: 'launch/location?role=http://x',
      expected: true,
    },
    {
      name: 'STD S10: a role covers no other',
      listed: 'launch/location?role=a',
      asked: 'launch/location',
      expected: false,
    },
    {
      name: 'STD S13: the URI form of a name',
      listed: 'openid',
      asked: 'http://openid.net/specs/openid-connect-core-1_0#openid',
      expected: true,
    },
    { name: 'a clinical scope covers no name', listed: 'patient/*.cruds', asked: 'openid', expected: false },
    { name: 'names differ by case', listed: 'openid', asked: 'OpenID', expected: false },
    { name: 'a question mark after another name', listed: 'custom', asked: 'custom?role=x', expected: false },
  ])('$name: $expected', ({ listed, asked, expected }) => {
    expect(covers(listed, asked)).toBe(expected);
  });

  test('ruling 39: agrees with a reading of both scopes cell by cell', () => {
    fc.assert(
      fc.property(anyClinical, anyClinical, (listed, asked) => {
        const reached = cells(listed);

        expect(covers(listed, asked)).toBe([...cells(asked)].every((cell) => reached.has(cell)));
      }),
      { numRuns: 500 },
    );
  });

  test('is reflexive and transitive for clinical scopes', () => {
    fc.assert(
      fc.property(anyClinical, anyClinical, anyClinical, (a, b, c) => {
        expect(covers(a, a)).toBe(true);
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true);
      }),
    );
  });
});

const scope = fc.oneof(
  fc.constantFrom(
    'openid',
    'launch',
    'launch/',
    'launch/location',
    'launch/location?role=x',
    'custom',
    'custom?role=x',
  ),
  fc
    .tuple(
      fc.constantFrom('', '', 'http://smarthealthit.org/fhir/scopes/'),
      fc.constantFrom('patient', 'user'),
      fc.constantFrom('*', 'Goal', 'Task'),
      fc.constantFrom('read', 'write', '*', 'r', 'rs', 'sr', 'cruds', 'rs?a=b', 'r?a=b'),
    )
    .map(([prefix, context, type, access]) => `${prefix}${context}/${type}.${access}`),
);

test('ruling 39: property: a list covers what one of its scopes covers, and names that one', () => {
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 8 }), scope, (listed, requested) => {
      const by = scopeCoverage(listed)(requested);

      expect(by !== undefined).toBe(listed.some((one) => covers(one, requested)));
      if (by !== undefined) expect(listed.includes(by) && covers(by, requested)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['__proto__', 'constructor', 'launch/constructor?role=x', 'patient/constructor.rs'])(
  'an empty list does not cover %s',
  (requested) => {
    expect(scopeCoverage([])(requested)).toBeUndefined();
  },
);

test('STD S7: a wildcard covers every type there is, and no text that is none', () => {
  const coveredBy = scopeCoverage(['patient/*.rs']);

  expect([...resourceTypes].filter((type) => coveredBy(`patient/${type}.rs`) === undefined)).toEqual([]);
  expect(coveredBy('patient/Nonsense.rs')).toBeUndefined();
});
