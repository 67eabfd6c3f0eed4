import { driftOf, driftWarning } from './drift.js';
import type { StoredModule } from './stores/stored-module.js';

const module = (moduleId: string, options: Readonly<Record<string, string>>): StoredModule => ({
  ...{ nodeId: 'Master', moduleId, type: 'SECURITY_OUT_SMART', version: 0, dependencies: new Map() },
  options: new Map(Object.entries(options)),
});

test.each([
  { name: 'the same', file: [module('a', { port: '1' })], database: [module('a', { port: '1' })], drift: [] },
  {
    name: 'a changed, a new and a missing key',
    file: [module('a', { port: '1', issuer: 'x' })],
    database: [module('a', { port: '2', path: 'y' })],
    drift: ['module.a.config.issuer', 'module.a.config.path', 'module.a.config.port'],
  },
  { name: 'a module that is not in the database', file: [module('a', {})], database: [], drift: ['module.a.type'] },
  { name: 'a module that is not in the file', file: [], database: [module('a', {})], drift: [] },
  {
    name: 'a secret that an export left out',
    file: [module('a', { secret: '[REMOVED]' })],
    database: [module('a', { secret: 'x' })],
    drift: [],
  },
])('$name', ({ file, database, drift }) => {
  expect(driftOf(file, database)).toEqual(drift);
});

test('one warning names the keys and says what to do, and no value', () => {
  const drift = driftOf([module('a', { secret: 'canary-1' })], [module('a', { secret: 'canary-2' })]);

  expect(driftWarning([])).toBeUndefined();
  expect(driftWarning(drift)).toMatch(/module\.a\.config\.secret\. .*gatehouse import/);
  expect(driftWarning(drift)).not.toContain('canary');
  expect(driftWarning(Array.from({ length: 25 }, (_, index) => `key${index}`))).toContain('key19 and 5 more');
});
