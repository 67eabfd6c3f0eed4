import { readSeedServers } from './seed-servers-file.js';

const module = { nodeId: 'Master', moduleId: 'smart_auth' };
const rules = { allowsPlainHttp: false };
const read = (servers: readonly unknown[], more: object = {}) => readSeedServers({ servers, ...more }, module, rules);

test.each([
  ['nothing', undefined],
  ['no list', { servers: {} }],
  ['a list at the top', []],
])('a file with %s says what it should have', (_name, seed) => {
  expect(readSeedServers(seed, module, rules).problems).toEqual([expect.objectContaining({ field: 'servers' })]);
});

test('an entry belongs to the module that loads the file, whatever node it was written on', () => {
  const {
    entries: servers,
    problems,
    warnings,
  } = read([{ issuer: 'https://idp.example.org', nodeId: 'North', moduleId: 'smart_auth' }]);

  expect(servers).toEqual([{ settings: { ...module, issuer: 'https://idp.example.org' }, secret: { kind: 'absent' } }]);
  expect(problems).toEqual([]);
  expect(warnings).toMatchObject([{ problem: expect.stringContaining('not this node') as string }]);
});

test('all mistakes are told with their place, by the name of the entry (ruling 46: unknown fields are only told)', () => {
  const { problems, unknownFields } = read(
    [
      { issuer: 'https://a.example', notes: 1 },
      { issuer: 'https://a.example/', name: true },
      { issuer: 'https://b.example', moduleId: 'other', tokenIntrospectionClientSecret: 'short' },
      'x',
    ],
    { description: 'x' },
  );

  expect(problems.map(({ field }) => field)).toEqual([
    'servers[1] (https://a.example/).name',
    'servers[1] (https://a.example/).issuer',
    'servers[2] (https://b.example).tokenIntrospectionClientSecret',
    'servers[2] (https://b.example).moduleId',
    'servers[3]',
    'servers[3].issuer',
  ]);
  expect(unknownFields).toEqual(['description', 'servers[0] (https://a.example).notes']);
});

test('what is left out, or does not do what it seems to do, is warned of', () => {
  const { warnings, entries: servers } = read([
    { issuer: 'https://a.example', archivedAt: '2020-01-01T00:00:00Z' },
    { issuer: 'https://b.example', tokenIntrospectionClientSecret: '***' },
  ]);

  expect(warnings.map(({ field }) => field)).toEqual([
    'servers[0] (https://a.example).archivedAt',
    'servers[1] (https://b.example).tokenIntrospectionClientSecret',
  ]);
  expect(servers).toHaveLength(1);
});
