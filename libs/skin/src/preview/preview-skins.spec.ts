import { jest } from '@jest/globals';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import type { StoredSkin } from '../stores/skin.store.js';
import { PreviewSkins } from './preview-skins.js';

/** Skins that are called by one letter; `u` cannot be read, `x` fails, `g` is gone, `w` is worn. */
function bench() {
  const loaded: string[] = [];
  const removed = new Set(['g']);
  const held: (() => void)[] = [];
  let isHeld = false;
  const load = async (sha256: string): Promise<CompiledSkin | string> => {
    loaded.push(sha256);
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
    if (sha256 === 'x') throw new Error('The database is away.');
    return sha256 === 'u' ? 'cannot be read' : ({ sha256 } as unknown as CompiledSkin);
  };
  const find = (sha256: string) => Promise.resolve(removed.has(sha256) ? undefined : ({} as StoredSkin));
  const bySha256 = (sha256: string) => (sha256 === 'w' ? ({ sha256 } as unknown as CompiledSkin) : undefined);
  return {
    ...{ loaded, removed, skins: new PreviewSkins({ find }, { bySha256 }, { load }) },
    hold: () => (isHeld = true),
    release: () => {
      isHeld = false;
      for (const go of held.splice(0)) go();
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a skin is made ready once for all who look at it at the same time, and afterwards', async () => {
  const { skins, loaded } = bench();
  const [one, other] = await Promise.all([skins.find('a'), skins.find('a')]);
  const later = await skins.find('a');

  expect([one.kind, other, later]).toEqual(['ready', one, one]);
  expect(loaded).toEqual(['a']);
});

test.each([
  ['what is worn', 'w', 'ready', 0],
  ['what is gone', 'g', 'gone', 0],
  ['what cannot be read', 'u', 'unreadable', 2],
])('%s is looked for each time', async (_what, sha256, kind, loads) => {
  const { skins, loaded } = bench();
  const kinds = [(await skins.find(sha256)).kind, (await skins.find(sha256)).kind];

  expect([kinds, loaded.length]).toEqual([[kind, kind], loads]);
});

test('what failed is tried again, and keeps nobody else from being made ready', async () => {
  const { skins, loaded } = bench();
  await expect(skins.find('x')).rejects.toThrow('away');
  await expect(skins.find('x')).rejects.toThrow('away');

  expect([(await skins.find('a')).kind, loaded]).toEqual(['ready', ['x', 'x', 'a']]);
});

test('R-18: one at a time, few wait, and the others are told to come back', async () => {
  const { skins, loaded, hold, release } = bench();
  hold();
  const asked = ['a', 'b', 'c', 'd', 'e', 'f'].map((sha256) => skins.find(sha256));
  await turn();
  expect(loaded).toEqual(['a']);
  release();
  const kinds = (await Promise.all(asked)).map(({ kind }) => kind);

  expect(kinds).toEqual(['ready', 'ready', 'ready', 'ready', 'busy', 'busy']);
  expect((await skins.find('f')).kind).toBe('ready');
});

test('only those that were looked at last stay, and one that was removed does not', async () => {
  const { skins, loaded, removed } = bench();
  for (const sha256 of ['a', 'b', 'c', 'a', 'd']) await skins.find(sha256);
  await skins.find('a');
  expect(loaded).toEqual(['a', 'b', 'c', 'd']);
  await skins.find('b');
  expect(loaded).toEqual(['a', 'b', 'c', 'd', 'b']);

  removed.add('a');
  expect((await skins.find('a')).kind).toBe('gone');
  removed.delete('a');
  await skins.find('a');
  expect(loaded.at(-1)).toBe('a');
});

test('nobody has looked for five minutes: it is forgotten', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  const { skins, loaded } = bench();
  await skins.find('a');
  jest.advanceTimersByTime(299_000);
  await skins.find('a');
  jest.advanceTimersByTime(299_000);
  await skins.find('a');
  expect(loaded).toEqual(['a']);
  jest.advanceTimersByTime(301_000);
  await skins.find('a');
  jest.useRealTimers();

  expect(loaded).toEqual(['a', 'a']);
});
