import { allOf, eachOf } from '../../../../test/support/async-items.js';
import { documentEntries, type DocumentPart } from './document-entries.js';

async function read(document: unknown): Promise<readonly DocumentPart[]> {
  return allOf(documentEntries(eachOf([JSON.stringify(document)])));
}

const client = { clientId: 'my-app', scopes: ['openid'] };

describe('Entries of a document', () => {
  test.each([
    { name: 'a seed file', document: { clients: [client] }, kinds: ['clients'] },
    {
      name: 'a page of the administration API',
      document: { users: [{}], pageIndex: 0, totalPages: 1 },
      kinds: ['users'],
    },
    { name: 'a single client', document: client, kinds: ['clients'] },
    { name: 'a single server', document: { issuer: 'https://idp.example.org' }, kinds: ['servers'] },
    { name: 'a single keystore', document: { keystoreId: 'default-keystore' }, kinds: ['keystores'] },
    { name: 'a single user', document: { username: 'amelia', moduleId: 'local_security' }, kinds: ['users'] },
    {
      name: 'a single module',
      document: { moduleId: 'smart_auth', moduleType: 'SECURITY_OUT_SMART' },
      kinds: ['modules'],
    },
    { name: 'a list of objects', document: [client, { username: 'amelia' }], kinds: ['clients', 'users'] },
    {
      name: 'several lists',
      document: { keystores: [{}], clients: [{}, {}] },
      kinds: ['keystores', 'clients', 'clients'],
    },
    { name: 'our export', document: { gatehouseExport: 1, servers: [{}] }, kinds: ['servers'] },
    { name: 'an empty list', document: { clients: [] }, kinds: [] },
  ])('are found in $name', async ({ document, kinds }) => {
    const found = await read(document);

    expect(found.map((each) => ('kind' in each ? each.kind : each))).toEqual(kinds);
  });

  test('are the modules of every node of a module configuration, each with its node', async () => {
    const found = await read({ nodes: [{ nodeId: 'Master', modules: [{ moduleId: 'a' }, { moduleId: 'b' }] }] });

    expect(found).toMatchObject([
      { kind: 'modules', json: { nodeId: 'Master', moduleId: 'a' } },
      { kind: 'modules', json: { nodeId: 'Master', moduleId: 'b' } },
    ]);
  });

  test('are handed over as they are written', async () => {
    expect(await read({ clients: [client] })).toMatchObject([{ json: client, line: 1 }]);
  });

  test.each([
    { pages: { pageIndex: 0, totalPages: 3 }, lacking: 'pages 2 and 3 are not in it' },
    { pages: { totalPages: 2 }, lacking: 'page 2 is not in it' },
    { pages: { pageIndex: 1, totalPages: 4 }, lacking: 'pages 1, 3 and 4 are not in it' },
    { pages: { pageIndex: 3, totalPages: 300 }, lacking: 'pages 1 to 3 and 5 to 300 are not in it' },
    { pages: { pageIndex: 2 }, lacking: 'pages 1 and 2 are not in it' },
  ])('are not all there where the list is one page of several: $lacking', async ({ pages, lacking }) => {
    const found = await read({ clients: [client], ...pages });

    expect(found[1]).toEqual({ remark: expect.stringContaining(lacking) as string, isPart: true });
  });

  test.each([
    { totalPages: 1 },
    { pageIndex: 0, totalPages: 0 },
    { totalPages: '3' },
    { pageIndex: -1 },
    { pageIndex: 1e300 },
  ])('are all there where it is the only one, or nobody knows: %j', async (pages) => {
    expect(await read({ clients: [client], ...pages })).toHaveLength(1);
  });

  test('stand beside notes, which are told by name and never by what they say', async () => {
    const found = await read({ clients: [client], description: 's3cr3t', 'evil\u0007': 1 });

    expect(found[1]).toEqual({ remark: 'Left alone, for nobody reads it: description, …' });
  });

  test.each([
    {
      name: 'a list of something else',
      document: [{ resourceType: 'Patient' }],
      problem: /Line 1: .* no client, server/,
    },
    { name: 'an error page as JSON', document: { message: 'Not found' }, problem: /no client, server/ },
    { name: 'an empty object', document: {}, problem: /no client, server/ },
    { name: 'a node without modules', document: { nodes: [{ nodeId: 'Master' }] }, problem: /no client, server/ },
    {
      name: 'an export of a later version',
      document: { gatehouseExport: 2, clients: [client] },
      problem: /later version/,
    },
    {
      name: 'an export of an odd version',
      document: { gatehouseExport: '1', clients: [client] },
      problem: /later version/,
    },
  ])('are not sought in $name', async ({ document, problem }) => {
    await expect(read(document)).rejects.toThrow(problem);
  });
});
