import type { ClientSecret } from '#protocol/client/client';
import { decideListedSecrets } from './secret-decision.js';

/** As if a secret were its own hash, and every comparison cost something. */
const compared: string[] = [];
const fits = (text: string, hash: string): Promise<boolean> => {
  compared.push(`${text} ${hash}`);
  return Promise.resolve(text === hash);
};
beforeEach(() => {
  compared.length = 0;
});

const stored = (...hashes: readonly string[]): readonly ClientSecret[] =>
  hashes.map((hash, place) => ({ pid: 88 + place, hash, description: '' }));
const given = (...secrets: readonly string[]) => secrets.map((secret) => ({ secret, description: '' }));
const decide = async (secrets: readonly string[], hashes: readonly string[]) => {
  const { removed, added, altered } = await decideListedSecrets(given(...secrets), stored(...hashes), fits);
  return { removed: removed.map(({ pid }) => pid), added: added.map(({ secret }) => secret), altered };
};

describe('a list of secrets that are sent as texts', () => {
  test.each([
    { name: 'in their order', secrets: ['one', 'two'] },
    { name: 'in another order', secrets: ['two', 'one'] },
  ])('ruling 60: the same ones $name stay what they are', async ({ secrets }) => {
    expect(await decide(secrets, ['one', 'two'])).toEqual({ removed: [], added: [], altered: [] });
  });

  test('ruling 60: those that stay keep their pid when one goes and one comes', async () => {
    expect(await decide(['new', 'two', 'one'], ['one', 'gone', 'two'])).toEqual({
      ...{ removed: [89], added: ['new'], altered: [] },
    });
  });

  test('the same text twice is one stored secret and a new one', async () => {
    expect(await decide(['one', 'one'], ['one', 'two'])).toEqual({ removed: [89], added: ['one'], altered: [] });
  });

  test('nothing is compared more often than needed, and never without bound', async () => {
    await decide(['one', 'two'], ['one', 'two']);
    expect(compared).toEqual(['one one', 'two two']);

    compared.length = 0;
    const many = Array.from({ length: 100 }, (_, place) => `old ${String(place)}`);
    await decide(
      Array.from({ length: 10 }, (_, place) => `new ${String(place)}`),
      many,
    );
    expect(compared.length).toBeLessThanOrEqual(110);
  });
});
