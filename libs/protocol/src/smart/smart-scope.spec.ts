import fc from 'fast-check';
import { resourceTypes } from './resource-type.js';
import { canonicalScope } from './scope-equivalence.js';
import { parseSmartScope } from './smart-scope.js';

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

  test('STD S3: property: random text is never misread: what is read says the same as the text', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'patient',
        'user',
        'system',
        '/',
        '.',
        '*',
        '?',
        '&',
        '=',
        'Goal',
        'Observation',
        'read',
        'write',
      ),
      fc.constantFrom('rs', 'cruds', 'c', 'r', 'u', 'd', 's', 'category=x', 'Patient', 'constructor', '\n', ' '),
      fc.string({ maxLength: 3 }),
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('patient', 'user', 'system', 'group'), fc.constantFrom('*', 'Goal', 'Gaol'), part, part)
        .map(([context, type, access, rest]) => `${context}/${type}.${access}${rest}`),
    );
    fc.assert(
      fc.property(text, (scope) => {
        const read = parseSmartScope(scope);
        if (read === undefined) return;
        const expected = read.version === 2 ? scope : scope.replace(/[a-z*]+$/, versionTwoOf);

        expect(canonicalScope(scope)).toBe(expected);
        expect(resourceTypes.has(read.resourceType) || read.resourceType === '*').toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test('hostile text of any length costs no more than a look at its start', () => {
    const megabyte = 'a'.repeat(1_000_000);
    const hostile = [
      `patient/${megabyte}`,
      `patient/*.${megabyte}`,
      `patient/*.rs?${'a=b&'.repeat(250_000)}`,
      `patient/*.rs?${'='.repeat(1_000_000)}`,
      `${'patient/'.repeat(125_000)}*.rs`,
      'http://smarthealthit.org/fhir/scopes/'.repeat(27_000),
    ];
    const started = performance.now();

    for (let turn = 0; turn < 50; turn += 1) for (const text of hostile) expect(parseSmartScope(text)).toBeUndefined();
    // A single quadratic step over a megabyte would take minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

function versionTwoOf(access: string): string {
  return { read: 'rs', write: 'cud', '*': 'cruds' }[access] ?? access;
}
