import type { ChangeFeed } from '#database/change-feed.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { ClientStore } from '../stores/client.store.js';
import { CachedClientRegistry } from './cached-client-registry.js';

const enabled = { clientId: 'app', enabled: true } as ClientDefinition;

function build(client: ClientDefinition | undefined) {
  const state = { client, version: '1' as string | undefined, reads: 0, originsAnswer: Promise.resolve() };
  const store: Pick<ClientStore, 'find' | 'findOrigin'> = {
    find: () => {
      state.reads += 1;
      return Promise.resolve(state.client);
    },
    findOrigin: async (_moduleId, origin) => {
      state.reads += 1;
      await state.originsAnswer;
      return origin === 'https://app.example' ? { isTrusted: true } : undefined;
    },
  };
  const feed = { versionOf: () => state.version } as unknown as ChangeFeed;
  return { state, registry: new CachedClientRegistry(store as ClientStore, feed) };
}

describe('CachedClientRegistry', () => {
  test.each([
    { name: 'unknown', client: undefined },
    { name: 'disabled', client: { ...enabled, enabled: false } },
  ])('V-28: does not find a client that is $name', async ({ client }) => {
    const { registry } = build(client);

    expect(await registry.find('m', 'app')).toBeUndefined();
  });

  test('reads once while the version is confirmed and the same', async () => {
    const { registry, state } = build(enabled);

    await registry.find('m', 'app');
    await registry.find('m', 'app');

    expect(state.reads).toBe(1);
  });

  test('R-11: reads again after a change', async () => {
    const { registry, state } = build(enabled);
    await registry.find('m', 'app');

    state.client = { ...enabled, enabled: false };
    state.version = '2';

    expect(await registry.find('m', 'app')).toBeUndefined();
  });

  test('ruling 49: reads each time while the version is not confirmed, and keeps nothing of it', async () => {
    const { registry, state } = build(enabled);
    state.version = undefined;

    await registry.find('m', 'app');
    await registry.find('m', 'app');
    state.version = '1';
    await registry.find('m', 'app');

    expect(state.reads).toBe(3);
  });

  test.each([
    { name: 'an unknown client', ask: (registry: CachedClientRegistry) => registry.find('m', 'made-up') },
    {
      name: 'an unknown origin',
      ask: (registry: CachedClientRegistry) => registry.findOrigin('m', 'https://x.test'),
    },
  ])('V-88, R-18: keeps nothing of $name', async ({ ask }) => {
    const { registry, state } = build(undefined);

    await ask(registry);
    await ask(registry);

    expect(state.reads).toBe(2);
  });

  test('V-88, R-18: does not even ask for names that are too long to exist', async () => {
    const { registry, state } = build(enabled);

    expect(await registry.find('m', 'x'.repeat(201))).toBeUndefined();
    expect(await registry.findOrigin('m', `https://${'x'.repeat(300)}.test`)).toBeUndefined();
    expect(state.reads).toBe(0);
  });

  test('R-18, V-88: a crowd of unknown origins keeps nobody waiting who asks for a client', async () => {
    const { registry, state } = build(enabled);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    state.originsAnswer = promise.then(() => undefined);
    const crowd = Array.from({ length: 100 }, (_none, place) =>
      registry.findOrigin('m', `https://evil${String(place)}.test`),
    );

    expect(await registry.find('m', 'app')).toBe(enabled);
    resolve(undefined);
    expect(new Set(await Promise.all(crowd))).toEqual(new Set([undefined]));
  });

  test('modules do not share entries', async () => {
    const { registry, state } = build(enabled);

    await registry.find('m', 'app');
    await registry.find('other', 'app');

    expect(state.reads).toBe(2);
  });

  test('STD X16: knows registered origins', async () => {
    const { registry } = build(enabled);

    expect(await registry.findOrigin('m', 'https://app.example')).toEqual({ isTrusted: true });
    expect(await registry.findOrigin('m', 'https://evil.test')).toBeUndefined();
  });
});
