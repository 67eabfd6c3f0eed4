import { serverKeyFindings } from './server-keys.js';

const findingsOf = (keys: readonly string[], referenced: readonly string[] = [], prose: readonly string[] = []) =>
  serverKeyFindings(new Map(keys.map((key) => [key, { value: 'true' }])), {
    referenced: new Set(referenced),
    withoutSign: new Map(prose.map((key) => [key, 7])),
  });

test('the keys of the server and those that seed files refer to are known', () => {
  expect(findingsOf(['node.id', 'gatehouse.mode', 'host.name'], ['host.name'])).toEqual({ problems: [], warnings: [] });
});

test.each([
  ['gatehouse.mdoe', 'gatehouse.mode'],
  ['gatehouse.port', 'gatehouse.mode'],
  ['gatehous.mode', 'gatehouse.mode'],
  ['gate.house.mode', 'gatehouse.mode'],
  ['Gatehouse.Mode', 'gatehouse.mode'],
  ['gatehouse_mode', 'gatehouse.mode'],
  ['mode', 'gatehouse.mode'],
  ['gatehouse.egress.allowed_host', 'gatehouse.egress.allowed_hosts'],
  ['gatehouse.allowed_hosts', 'gatehouse.egress.allowed_hosts'],
  ['modul.smart_auth.config.port', 'module.smart_auth.config.port'],
  ['modules.smart_auth.config.port', 'module.smart_auth.config.port'],
  ['Module.smart_auth.type', 'module.smart_auth.type'],
])('%s changes what is safe: a problem whose remedy names %s', (key, nearest) => {
  const { problems, warnings } = findingsOf([key]);

  expect([problems.map((each) => each.key), warnings]).toEqual([[key], []]);
  expect(problems[0]?.remedy).toContain(nearest);
});

test('all other unknown keys are named in one warning, with the known key that is near', () => {
  expect(findingsOf(['nodeid', 'node.di', 'host.name', 'license'])).toEqual({
    problems: [],
    warnings: [
      {
        key: 'nodeid (node.id?), node.di (node.id?), host.name, license',
        problem: expect.stringMatching(/^without effect, unless .* names it as #\{systemProperties/) as string,
        remedy: 'Check the spelling.',
      },
    ],
  });
});

test('ruling 55: keys of the product that nothing reads are named with the reason', () => {
  expect(findingsOf(['node.security.strict', 'license.config.jwt_file', 'node.config.locked', 'node.id'])).toEqual({
    problems: [],
    warnings: [
      expect.objectContaining({ key: 'node.config.locked', remedy: 'Use node.propertysource=PROPERTIES.' }),
      expect.objectContaining({
        key: 'node.security.strict',
        problem: expect.stringMatching(/^no effect here: A request without credentials/) as string,
      }),
      {
        ...{ key: 'license.config.jwt_file', problem: 'no effect here: No licence is needed.' },
        ...{ remedy: 'Nothing to do; the lines may be removed.', isNote: true },
      },
    ],
  });
});

test('keys of the product that have their default say nothing, and nothing is said of them', () => {
  const properties = new Map(['node.config.locked', 'node.security.strict'].map((key) => [key, { value: ' false' }]));

  expect(serverKeyFindings(properties, { referenced: new Set(), withoutSign: new Map() })).toEqual({
    problems: [],
    warnings: [],
  });
});

test('a line of two words that names nothing known is no property', () => {
  const { problems, warnings } = findingsOf(
    ['garbage', 'node.id', 'host.name'],
    ['host.name'],
    ['garbage', 'node.id', 'host.name'],
  );

  expect([problems, warnings]).toEqual([
    [{ key: 'garbage', problem: 'line 7 is no property', remedy: expect.stringContaining('garbage=') as string }],
    [],
  ]);
});
