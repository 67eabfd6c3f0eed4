import { moduleDefinitions } from '../module-definitions.js';
import { CurrentProperties } from './current-properties.js';

const stored = new Map([
  ['module.smart_auth.type', 'SECURITY_OUT_SMART'],
  ['module.smart_auth.config.port', "#{env['PORT']}"],
  ['module.smart_auth.config.pin_host', 'a'],
  ['module.smart_auth.config.tls.keystore.password', 'canary'],
  ['module.data.type', 'PERSISTENCE_R4'],
  ['module.data.config.db.password', 'canary'],
]);
const overrides = new Map([['module.smart_auth.config.security_out_smart.issuer.url', 'https://auth.example']]);
const property = (key: string, fallback?: number) =>
  ({
    key,
    help: 'Help.',
    field: 'field',
    type: 'string',
    ...(fallback !== undefined && { default: fallback }),
  }) as const;
const running = moduleDefinitions(new Map([...stored, ['module.smart_auth.config.life', '7']]), overrides, 'database');
const overview = new CurrentProperties({
  source: { unresolved: () => Promise.resolve(moduleDefinitions(stored, overrides, 'database')) },
  types: {
    isSupported: (type) => type !== 'PERSISTENCE_R4',
    propertiesOf: (type) => ({
      type,
      properties:
        type === 'PERSISTENCE_R4' ? [] : [property('port', 9200), property('issuer.url'), property('life', 5)],
    }),
  },
  runtime: {
    stateOf: (moduleId) => {
      const startedWith = running.modules.find((each) => each.moduleId === moduleId);
      return { state: 'STARTED', problems: [], ...(startedWith && { startedWith }) };
    },
  },
});

test('ruling 55: the values of a module, with where each comes from and references as they are written', async () => {
  const values = await overview.valuesOf({ nodeId: 'Master', moduleId: 'smart_auth' });

  expect(values?.map(({ key, value, origin }) => [key, value, origin])).toEqual([
    ['port', "#{env['PORT']}", 'database'],
    ['issuer.url', 'https://auth.example', 'environment'],
    ['life', '7', 'database'],
    ['pin_host', 'a', 'database'],
    ['tls.keystore.password', '***', 'database'],
  ]);
});

test('what a running module has not taken over yet stands beside what it runs with, and nothing else does', async () => {
  const values = await overview.valuesOf({ nodeId: 'Master', moduleId: 'smart_auth' });

  expect(values?.flatMap(({ key, pending }) => (pending === undefined ? [] : [[key, pending]]))).toEqual([
    ['life', { value: '5', origin: 'default' }],
  ]);
});

test('V-102: the secrets of a module that is not part of this server are not shown either', async () => {
  const values = await overview.valuesOf({ nodeId: 'Master', moduleId: 'data' });

  expect(values).toMatchObject([{ key: 'db.password', value: '***' }]);
});

test.each([
  { nodeId: 'Master', moduleId: 'nobody' },
  { nodeId: 'North', moduleId: 'smart_auth' },
  { nodeId: 'Master', moduleId: '__proto__' },
])('there is no module $nodeId/$moduleId', async (key) => {
  expect(await overview.valuesOf(key)).toBeUndefined();
});

test('there is a report for each module that is part of this server', async () => {
  expect(await overview.reports()).toMatchObject([
    { moduleId: 'smart_auth', supported: { default: 1, file: 0, environment: 1, database: 1 } },
  ]);
});
