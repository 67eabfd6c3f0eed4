import fc from 'fast-check';
import { resourceTypes } from './resource-type.js';
import { covers, parseSmartScope } from './smart-scope.js';

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

describe('parseSmartScope', () => {
  test.each([
    { name: 'STD S3: letters out of order', scope: 'patient/Observation.dus' },
    { name: 'STD S3: an unknown letter', scope: 'patient/Observation.rx' },
    { name: 'STD S3: a letter twice', scope: 'patient/Observation.rr' },
    { name: 'STD S3: a word of version 1 in the version 2 sense', scope: 'patient/Observation.reads' },
    { name: 'STD S1: no letter at all', scope: 'patient/Observation.' },
    { name: 'STD S1: no access part', scope: 'patient/Observation' },
    { name: 'STD S1: upper-case letters', scope: 'patient/Observation.RS' },
    { name: 'STD B17: a type that FHIR has not', scope: 'system/Nonsense.rs' },
    { name: 'STD B17: a type in the wrong case', scope: 'system/observation.rs' },
    { name: 'STD B16: an unknown action', scope: 'system/Patient.unknownAction' },
    { name: 'an unknown context', scope: 'group/Patient.rs' },
    { name: 'a context in the wrong case', scope: 'Patient/Patient.rs' },
    { name: 'a wildcard inside a type', scope: 'patient/Obs*.rs' },
    { name: 'no type', scope: 'patient/.rs' },
    { name: 'text before the scope', scope: 'xpatient/*.rs' },
    { name: 'text after the scope', scope: 'patient/*.rs/' },
    { name: 'a name of Object.prototype as type', scope: 'patient/constructor.rs' },
    { name: 'a name of Object.prototype as access', scope: 'patient/*.constructor' },
    { name: 'a line break at the end', scope: 'patient/*.rs\n' },
    { name: 'STD S6: a search in version 1', scope: 'patient/Observation.read?category=x' },
    { name: 'STD S6: an empty search', scope: 'patient/Observation.rs?' },
    { name: 'STD S6: a search without value', scope: 'patient/Observation.rs?category=' },
    { name: 'STD S6: a search without name', scope: 'patient/Observation.rs?=x' },
    { name: 'STD S6: an empty part of a search', scope: 'patient/Observation.rs?a=b&' },
    { name: 'STD S6: two searches', scope: 'patient/Observation.rs?a=b?c=d' },
    { name: 'no scope', scope: '' },
    { name: 'a launch scope', scope: 'launch/patient' },
    { name: 'only the prefix of the URI form', scope: 'http://smarthealthit.org/fhir/scopes/' },
  ])('reads nothing from $name', ({ scope }) => {
    expect(parseSmartScope(scope)).toBeUndefined();
  });

  test.each([
    { scope: 'patient/*.read', expected: ['patient', '*', 'rs', undefined, 1] },
    { scope: 'user/Patient.write', expected: ['user', 'Patient', 'cud', undefined, 1] },
    { scope: 'system/*.*', expected: ['system', '*', 'cruds', undefined, 1] },
    { scope: 'patient/Observation.rs', expected: ['patient', 'Observation', 'rs', undefined, 2] },
    { scope: 'patient/Observation.d', expected: ['patient', 'Observation', 'd', undefined, 2] },
    { scope: 'patient/Observation.rs?a=b&c=d', expected: ['patient', 'Observation', 'rs', 'a=b&c=d', 2] },
    { scope: 'patient/Observation.rs?code=x=y', expected: ['patient', 'Observation', 'rs', 'code=x=y', 2] },
    { scope: 'http://smarthealthit.org/fhir/scopes/user/*.rs', expected: ['user', '*', 'rs', undefined, 2] },
  ])('STD S1 S2 S13: reads $scope', ({ scope, expected }) => {
    const read = parseSmartScope(scope);

    const found = [
      read?.context,
      read?.resourceType,
      Array.from(read?.interactions ?? []).join(''),
      read?.search,
      read?.version,
    ];
    expect(found).toEqual(expected);
  });

  test('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 3000 }), (text) => void parseSmartScope(text)));
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void parseSmartScope(`patient/*.rs?${text}`)));
  });

  test('reads nothing from a search text of more than 2 KiB', () => {
    expect(parseSmartScope(`patient/Task.rs?a=${'b'.repeat(2047)}`)).toBeUndefined();
    expect(parseSmartScope(`patient/Task.rs?a=${'b'.repeat(2046)}`)).toBeDefined();
  });
});

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
