import { propertiesFromEnvironment } from './environment-override.js';
import { moduleDefinitions } from './module-definitions.js';

const file = new Map([
  ['node.id', 'North'],
  ['gatehouse.mode', 'evaluation'],
  ['module.local_security.type', 'SECURITY_IN_LOCAL'],
  ['module.smart_auth.type', 'SECURITY_OUT_SMART'],
  ['module.smart_auth.requires.SECURITY_IN_UP', 'local_security'],
  ['module.smart_auth.config.issuer.url', 'https://a.example.org'],
  ['module.smart_auth.config.port', '9200'],
]);

test('sorts properties into modules, and leaves the rest to the server', () => {
  const { modules, server, problems } = moduleDefinitions(file);

  expect(problems).toEqual([]);
  expect([...server.keys()]).toEqual(['node.id', 'gatehouse.mode']);
  expect(modules.map(({ nodeId, moduleId, type }) => [nodeId, moduleId, type])).toEqual([
    ['North', 'local_security', 'SECURITY_IN_LOCAL'],
    ['North', 'smart_auth', 'SECURITY_OUT_SMART'],
  ]);
  expect(modules[1]?.requires).toEqual(new Map([['SECURITY_IN_UP', 'local_security']]));
  expect(modules[1]?.config.get('issuer.url')).toEqual({ value: 'https://a.example.org', origin: 'file' });
});

test('the node is Master unless configured (ruling 60)', () => {
  expect(moduleDefinitions(new Map([['module.a.type', 'ADMIN_WEB']])).modules[0]?.nodeId).toBe('Master');
});

test('ruling 55: the environment overrides the file, adds to it, and other variables are left alone', () => {
  const environment = {
    GATEHOUSE__module__smart_auth__config__port: '9300',
    GATEHOUSE__module__smart_auth__config__issuer__url: 'https://b.example.org',
    GATEHOUSE__module__admin__type: 'ADMIN_WEB',
    GATEHOUSE__gatehouse__mode: 'production',
    GATEHOUSE_CONFIG: 'x',
    PATH: 'y',
    GATEHOUSE__unset: undefined,
  };

  const { modules, server } = moduleDefinitions(file, propertiesFromEnvironment(environment));

  const smart = modules.find((each) => each.moduleId === 'smart_auth');
  expect(smart?.config.get('port')).toEqual({ value: '9300', origin: 'environment' });
  expect(smart?.config.get('issuer.url')).toEqual({ value: 'https://b.example.org', origin: 'environment' });
  expect(modules.map((each) => each.moduleId)).toEqual(['local_security', 'smart_auth', 'admin']);
  expect(server.get('gatehouse.mode')).toEqual({ value: 'production', origin: 'environment' });
  expect([...server.keys()]).toEqual(['node.id', 'gatehouse.mode']);
});

test.each<{ name: string; entries: [string, string][]; key: string; problem: RegExp; remedy: RegExp }>([
  {
    name: 'a module without type',
    entries: [['module.a.config.port', '1']],
    key: 'module.a.type',
    problem: /is not set/,
    remedy: /module\.a\.type=/,
  },
  {
    name: 'a module with an empty type',
    entries: [['module.a.type', ' ']],
    key: 'module.a.type',
    problem: /is not set/,
    remedy: /./,
  },
  {
    name: 'a dependency on nothing (ruling 16)',
    entries: [
      ['module.a.type', 'T'],
      ['module.b.type', 'T'],
      ['module.a.requires.SECURITY_IN_UP', 'c'],
    ],
    key: 'module.a.requires.SECURITY_IN_UP',
    problem: /^"c" is no other module/,
    remedy: /Name another module of this configuration: b\./,
  },
  {
    name: 'a dependency on itself',
    entries: [
      ['module.a.type', 'T'],
      ['module.a.requires.X', 'a'],
    ],
    key: 'module.a.requires.X',
    problem: /"a" is no other/,
    remedy: /Define/,
  },
  {
    name: 'a key of no form',
    entries: [['module.a.confg.port', '1']],
    key: 'module.a.confg.port',
    problem: /is not a property/,
    remedy: /module\.<id>\.config\.<key>/,
  },
  {
    name: 'a module id with a blank',
    entries: [['module.a b.type', 'T']],
    key: 'module.a b.type',
    problem: /is not a property/,
    remedy: /letters/,
  },
])('reports $name', ({ entries, key, problem, remedy }) => {
  expect(moduleDefinitions(new Map(entries)).problems).toEqual([
    { key, problem: expect.stringMatching(problem) as string, remedy: expect.stringMatching(remedy) as string },
  ]);
});

test.each([
  { moduleId: 'clustermgr', type: 'CLUSTER_MGR' },
  { moduleId: 'license', type: 'LICENSE' },
])('reference 1.1: $moduleId is of type $type where no line says so', ({ moduleId, type }) => {
  const entries = new Map([[`module.${moduleId}.config.a`, '1']]);

  expect(moduleDefinitions(entries)).toMatchObject({ modules: [{ moduleId, type }], problems: [] });
  expect(moduleDefinitions(entries.set(`module.${moduleId}.type`, 'T')).modules[0]?.type).toBe('T');
});

test('a module named like a member of every object is a module like any other', () => {
  const { modules, problems } = moduleDefinitions(
    new Map([
      ['module.__proto__.type', 'T'],
      ['module.constructor.config.a', '1'],
    ]),
  );

  expect(modules.map((each) => each.moduleId)).toEqual(['__proto__', 'constructor']);
  expect(problems.map((each) => each.key)).toEqual(['module.constructor.type']);
});
