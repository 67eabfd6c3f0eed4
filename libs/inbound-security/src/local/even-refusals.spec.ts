import { EvenRefusals } from './even-refusals.js';

let waits: number[];
const even = (): EvenRefusals => new EvenRefusals(async (milliseconds) => void waits.push(milliseconds));
const refused = { moduleId: 'local', taken: 20, foreignHashes: ['$2b$12$'], wasForeign: false };

beforeEach(() => void (waits = []));

describe('V-56: a refusal rests', () => {
  test.each([
    { name: 'for nothing where all hashes are ours', foreignHashes: [], expected: [] },
    { name: 'until bcrypt of this cost would be compared', foreignHashes: ['$2b$12$abc'], expected: [236] },
    {
      name: 'until the slowest of several would be',
      foreignHashes: ['$2b$10$abc', '$argon2id$v=19$m=65536,t=3,p=4$abc'],
      expected: [364],
    },
    { name: 'at least a tenth of a second in all', foreignHashes: ['$argon2id$v=19$m=1024,t=1,p=1$'], expected: [80] },
    { name: 'until bcrypt of a digest would be', foreignHashes: ['$bcrypt-sha256$v=2,t=2b,r=12$abc'], expected: [236] },
    {
      name: 'as for the most rounds that the product offers, where one has fewer',
      foreignHashes: ['$pbkdf2-sha256$i=1000$abc', '$iterated-sha256$i=1000$abc'],
      expected: [380],
    },
    { name: 'as for the rounds of one that has more', foreignHashes: ['$pbkdf2-sha256$i=600000$abc'], expected: [580] },
    { name: 'that long for what nobody can compare, too', foreignHashes: ['{SSHA}x'], expected: [80] },
  ])('$name', async ({ foreignHashes, expected }) => {
    await even().end({ ...refused, foreignHashes });

    expect(waits).toEqual(expected);
  });

  test('as long as the slowest has taken on this machine, in this module', async () => {
    const refusals = even();
    await refusals.end({ ...refused, taken: 900, wasForeign: true });
    await refusals.end(refused);
    await refusals.end({ ...refused, moduleId: 'other' });

    expect(waits).toEqual([0, 880, 236]);
  });
});
