import { allOf, eachOf } from '../../../../test/support/async-items.js';
import type { DocumentPart } from './document-entries.js';
import { readDocument } from './read-document.js';

async function read(...pieces: readonly string[]): Promise<readonly DocumentPart[]> {
  return allOf(readDocument(eachOf(pieces)));
}

describe('A document is known by how it begins', () => {
  test('as JSON, also behind blank lines and in small pieces', async () => {
    expect(await read('\n ', ' \t', '{"users"', ':[{}]}')).toMatchObject([{ kind: 'users' }]);
  });

  test('as a property file, whose modules become entries of the administration API', async () => {
    const lines = [
      '# exported',
      'node.id=North',
      'module.smart_auth.type=SECURITY_OUT_SMART',
      'module.smart_auth.requires.SECURITY_IN_UP = local_security',
      'module.smart_auth.config.issuer.url=https://auth.example.org',
      'module.local_security.type=SECURITY_IN_LOCAL',
    ];

    expect(await read(lines.join('\n'))).toEqual([
      { remark: 'Belongs to no module and stays with the file: node.id' },
      {
        kind: 'modules',
        line: 3,
        size: expect.any(Number),
        json: {
          nodeId: 'North',
          moduleId: 'smart_auth',
          moduleType: 'SECURITY_OUT_SMART',
          options: [{ key: 'issuer.url', value: 'https://auth.example.org' }],
          dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
        },
      },
      expect.objectContaining({ kind: 'modules', line: 6 }),
    ]);
  });

  test('as a part of a property file, whose modules need others that are not in it', async () => {
    const part = ['module.b.type=SECURITY_OUT_SMART', 'module.b.requires.SECURITY_IN_UP=people'];

    expect(await read(part.join('\n'))).toMatchObject([
      { json: { moduleId: 'b', dependencies: [{ moduleId: 'people', type: 'SECURITY_IN_UP' }] } },
    ]);
  });

  test('as a property file that does not name its node', async () => {
    const [entry] = await read('module.people.type=SECURITY_IN_LOCAL');

    expect(entry).toMatchObject({ json: { moduleId: 'people', moduleType: 'SECURITY_IN_LOCAL' } });
    expect(entry).not.toHaveProperty('json.nodeId');
  });

  test.each([
    { name: 'an empty file', pieces: [], problem: 'Line 1: the file is empty' },
    { name: 'a blank file', pieces: ['\n', '  '], problem: 'Line 1: the file is empty' },
    { name: 'a binary file', pieces: Array<string>(6).fill('\u0000'.repeat(1_000_000)), problem: 'too long' },
    { name: 'a word', pieces: ['hello'], problem: 'neither JSON nor a property file' },
    { name: 'a list of accounts', pieces: ['root:x:0:0:/root\nbin=x'], problem: 'neither JSON nor a property file' },
    {
      name: 'a module without a type',
      pieces: ['\nmodule.a.requires.B=c\nmodule.a.config.x=y'],
      problem: 'Line 1: module.a.type is not set',
    },
  ])('and $name is refused', async ({ pieces, problem }) => {
    await expect(read(...pieces)).rejects.toThrow(problem);
  });
});
