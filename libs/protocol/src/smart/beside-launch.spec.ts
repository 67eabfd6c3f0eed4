import fc from 'fast-check';
import { besideLaunch } from './beside-launch.js';

const resource = (text: string) => {
  const [type = '', id = ''] = text.split('/');
  return { type, id };
};
const beside = (there: readonly string[], added: readonly string[]) =>
  besideLaunch(there.map(resource), added.map(resource)).map(({ type, id }) => `${type}/${id}`);

test.each([
  { there: [], added: ['patient/1', 'encounter/e1'], all: ['patient/1', 'encounter/e1'] },
  { there: ['patient/1'], added: ['patient/1', 'encounter/e1', 'location/w'], all: ['encounter/e1', 'location/w'] },
  { there: ['patient/1'], added: ['Patient/2', 'encounter/e2', 'location/w'], all: ['location/w'] },
  { there: ['patient/1'], added: ['encounter/e', 'EpisodeOfCare/x'], all: ['encounter/e', 'EpisodeOfCare/x'] },
  { there: ['encounter/e'], added: ['patient/2', 'encounter/e2'], all: ['patient/2'] },
  { there: ['patient/1'], added: ['patient/2', 'PractitionerRole/r', 'ImagingStudy/i'], all: ['PractitionerRole/r'] },
])('beside $there of $added: $all', ({ there, added, all }) => {
  expect(beside(there, added)).toEqual(all);
});

test('patient safety: whatever two sources say, nothing about a patient comes of the one whose patient does not count', () => {
  const types = fc.constantFrom('patient', 'encounter', 'location', 'episodeofcare', 'imagingstudy');
  const source = (id: string) => fc.uniqueArray(types).map((all) => all.map((type) => ({ type, id })));
  fc.assert(
    fc.property(source('one'), source('two'), (there, added) => {
      const all = [...there, ...besideLaunch(there, added)];
      const [patient] = all.filter(({ type }) => type === 'patient');
      const hasBoth = [there, added].every((each) => each.some(({ type }) => type === 'patient'));
      const foreign = all.filter(({ type, id }) => type !== 'location' && id !== patient?.id);

      expect(all.filter(({ type }) => type === 'patient').length).toBeLessThanOrEqual(1);
      expect(hasBoth ? foreign : []).toEqual([]);
    }),
  );
});
