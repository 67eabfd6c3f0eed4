import fc from 'fast-check';
import { parseSmartScope } from '#protocol/smart/smart-scope';
import { explainScope } from './scope-words.js';

test.each([
  ['patient/*.read', 'read and search records of every type', 'patient/*.read', 'patient/*.rs'],
  [
    'user/Observation.cud',
    'create, update and delete Observation records',
    'user/Observation.write',
    'user/Observation.cud',
  ],
  ['system/Patient.cruds', 'create, read, update, delete and search', 'system/Patient.*', 'system/Patient.cruds'],
  [
    'patient/Observation.r',
    'read Observation records of the one patient in context',
    undefined,
    'patient/Observation.r',
  ],
  [
    'patient/Observation.rs?category=vital-signs',
    'category=vital-signs finds',
    undefined,
    'patient/Observation.rs?category=vital-signs',
  ],
])('behaviour 14: %s is explained, in both versions where it has both', (scope, words, versionOne, versionTwo) => {
  const explained = explainScope(scope);

  expect(explained.words.join(' ')).toContain(words);
  expect([explained.versionOne, explained.versionTwo]).toEqual([versionOne, versionTwo]);
});

test.each(['patient/Nothing.rs', 'patient/Observation.sr', 'user/Patient'])('%s is told to be no scope', (scope) => {
  expect(explainScope(scope)).toMatchObject({ isKnown: false, words: [expect.stringContaining('is none')] });
});

test('property: what is offered in another version means the same', () => {
  const letters = fc.subarray(['c', 'r', 'u', 'd', 's'], { minLength: 1 }).map((some) => some.join(''));
  const scopes = fc.tuple(fc.constantFrom('patient', 'user', 'system'), fc.constantFrom('*', 'Patient'), letters);
  fc.assert(
    fc.property(scopes, ([context, type, some]) => {
      const scope = `${context}/${type}.${some}`;
      const { versionOne } = explainScope(scope);
      if (versionOne === undefined) return;
      const [one, two] = [parseSmartScope(versionOne), parseSmartScope(scope)];
      expect(one?.interactions).toEqual(two?.interactions);
    }),
  );
});
