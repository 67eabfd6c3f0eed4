import { serverKeyFindings } from './server-keys.js';

const findingsOf = (keys: readonly string[], referenced: readonly string[] = [], prose: readonly string[] = []) =>
  serverKeyFindings(keys, { referenced: new Set(referenced), withoutSign: new Map(prose.map((key) => [key, 7])) });

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
      'These properties are unknown and ignored; check their spelling: nodeid (node.id?), node.di (node.id?), host.name, license',
    ],
  });
});

test('ruling 55: keys of the product that nothing reads are named with the reason', () => {
  expect(findingsOf(['node.security.strict', 'license.config.jwt_file', 'node.config.locked', 'node.id'])).toEqual({
    problems: [],
    warnings: [
      expect.stringMatching(/no effect: node\.config\.locked\. .* Use node\.propertysource=PROPERTIES\.$/),
      expect.stringMatching(/no effect: node\.security\.strict\. A request without credentials/),
      'These properties have no effect: license.config.jwt_file. No licence is needed.',
    ],
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
