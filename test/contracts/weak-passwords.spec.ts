import type { ChangeAuthor } from '../../libs/protocol/src/administration/change-author.js';
import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const author: ChangeAuthor = { kind: 'command', actor: 'root' };
const module = { nodeId: 'Master', moduleId: 'local' };

let database: TestDatabase;
let node: InboundNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, {
    modules: { local: { weakPasswordWords: ['StElsewhere'] }, lenient: { refusesWeakPasswords: false } },
  });
});

afterAll(async () => {
  await node.close();
  await database.drop();
});

const create = (username: string, password: string, moduleId = 'local') =>
  node.administration.create({ ...module, moduleId }, { ...testUser(username), moduleId, password }, { author });

describe('A-16: a password that would be guessed first', () => {
  test.each([
    { name: 'common', password: 'Passw0rd!', says: 'many people use' },
    { name: 'the name of the owner', password: 'weak-user-77', says: 'name or e-mail address of its owner' },
    { name: 'the name of the place', password: 'st.elsewhere1', says: 'name of this place' },
    { name: 'the name of the product', password: 'gatehouse', says: 'name of this place' },
    { name: 'a sequence', password: '1234567890', says: 'sequence' },
  ])('is refused where an administrator creates or changes a user: $name', async ({ password, says }) => {
    const problems = [{ field: 'password', problem: expect.stringContaining(says) as string }];
    const created = await create('weak-user', password);
    const other = await create(`user-${password}`, 'correct horse battery');
    if (other.kind !== 'created') throw new Error(JSON.stringify(other));
    const key = { ...module, pid: other.user.pid };
    const json = { ...other.user.json, username: 'weak-user', password };

    const changed = await node.administration.replace(key, json, { author });

    expect(created).toMatchObject({ kind: 'refused', problems });
    expect(changed).toMatchObject({ kind: 'refused', problems });
    expect(JSON.stringify([created, changed])).not.toContain(password);
  });

  test('is told, and taken over, where people have it already', async () => {
    const entries = [{ ...testUser('taken-over'), moduleId: 'local', password: 'iloveyou' }];

    const [outcome] = await node.administration.importBatch(
      entries.map((json) => ({ json })),
      { author, mode: 'import', dryRun: false },
    );
    const again = await node.administration.findByName(module, 'taken-over');
    const key = { ...module, pid: again?.pid ?? 0 };
    const same = await node.administration.replace(key, { ...again?.json, password: 'iloveyou' }, { author });

    expect(outcome).toMatchObject({ kind: 'created', warnings: [{ field: 'password' }] });
    expect(same.kind).toBe('unchanged');
  });

  test('is accepted where the module does not mind', async () => {
    expect(await create('easy', 'password', 'lenient')).toMatchObject({ kind: 'created', warnings: [] });
  });
});
