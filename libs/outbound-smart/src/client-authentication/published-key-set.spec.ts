import { generateKeyPairSync } from 'node:crypto';
import { EgressError, type Egress } from '#egress/egress.port';
import { PublishedKeySet } from './published-key-set.js';

const jwk = { ...generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }), kid: 'one' };
const reference = { kid: 'one', alg: 'ES384' } as const;
const other = { kid: 'two', alg: 'ES384' } as const;

/** A client's server, as the egress sees it. */
function arrange(cacheControl?: string) {
  const site = { keys: [jwk], fails: false, isBusy: false, asked: 0, takes: 0, cacheControl };
  const clock = { seconds: 1_000_000, now: () => new Date(clock.seconds * 1_000) };
  const getJson: Egress['getJson'] = async () => {
    site.asked += 1;
    await new Promise((resolve) => setImmediate(resolve));
    clock.seconds += site.takes;
    if (site.isBusy) throw new EgressError('busy', 'app.example');
    if (site.fails) throw new EgressError('unreachable', 'app.example');
    return { body: { keys: site.keys }, cacheControl: site.cacheControl, age: 0 };
  };
  const egress = { getJson } as unknown as Egress;
  const set = new PublishedKeySet('https://app.example/jwks', { egress, clock });
  const find = async (wanted: typeof reference | typeof other = reference): Promise<boolean> =>
    'verify' in (await set.find(wanted));
  return { site, clock, find, set };
}

test('STD K7: a set is fetched once for many requests at once, and kept for as long as it may be', async () => {
  const { site, clock, find } = arrange('max-age=60');
  const crowd = await Promise.all(Array.from({ length: 50 }, () => find()));
  clock.seconds += 59;
  await find();

  expect([new Set(crowd), site.asked]).toEqual([new Set([true]), 1]);
  clock.seconds += 1;
  await find();
  expect(site.asked).toBe(2);
});

test('STD K7: never longer than Cache-Control allows, even while the client’s server is away', async () => {
  const { site, clock, find } = arrange('max-age=60');
  await find();
  site.fails = true;
  clock.seconds += 60;

  expect(await find()).toBe(false);
});

test('a stale set serves at once where it may, while it is fetched again', async () => {
  const { site, clock, find } = arrange();
  await find();
  clock.seconds += 301;
  site.fails = true;

  expect([await find(), await find(), site.asked]).toEqual([true, true, 2]);
  clock.seconds += 3_300;
  expect(await find()).toBe(false);
});

test('what must not be kept is asked for again, once in a second', async () => {
  const { site, clock, find } = arrange('no-store');
  await Promise.all([find(), find()]);
  clock.seconds += 0.9;
  await find();

  expect(site.asked).toBe(1);
  clock.seconds += 0.2;
  await find();
  expect(site.asked).toBe(2);
});

test('what must not be kept serves those who waited for it, however long it took', async () => {
  const { site, find } = arrange('no-store');
  site.takes = 4;

  expect(await find()).toBe(true);
});

test('STD OM27: an unknown kid makes it look again, and finds the new key; at most once in 30 s', async () => {
  const { site, clock, find } = arrange('max-age=3600');
  await find();
  site.keys = [{ ...jwk, kid: 'two' }];
  clock.seconds += 29;
  const early = await find(other);
  clock.seconds += 1;

  expect([early, site.asked]).toEqual([false, 1]);
  expect([await find(other), await find(reference), site.asked]).toEqual([true, false, 2]);
});

test('N2: a flood of unknown kids is one question in 30 s', async () => {
  const { site, clock, find } = arrange('max-age=3600');
  await find();
  clock.seconds += 30;
  for (let count = 0; count < 100; count++) await find(other);

  expect(site.asked).toBe(2);
});

test('F-18: a server that is away is asked again after 5 s, not for each request', async () => {
  const { site, clock, find, set } = arrange();
  site.fails = true;
  await Promise.all(Array.from({ length: 20 }, () => find()));
  await find();

  expect(site.asked).toBe(1);
  expect(await set.find(reference)).toEqual({
    problem: 'the keys at https://app.example/jwks cannot be had: app.example: unreachable',
  });
  site.fails = false;
  clock.seconds += 5;
  expect(await find()).toBe(true);
});

test('a clock that is set back does not make an old set young', async () => {
  const { site, clock, find } = arrange('max-age=60');
  await find();
  clock.seconds -= 3_600;
  await find();

  expect(site.asked).toBe(2);
});

test.each([{ body: 'no set' }, { body: { keys: 5 } }, { body: { keys: Array.from({ length: 101 }, () => jwk) } }])(
  'V-74: $body is no key set',
  async ({ body }) => {
    const egress = { getJson: async () => ({ body, cacheControl: undefined, age: 0 }) } as unknown as Egress;
    const set = new PublishedKeySet('https://app.example/jwks', { egress, clock: { now: () => new Date(0) } });

    expect(await set.find(reference)).toHaveProperty('problem');
  },
);

test('R-18: where this server has too many calls under way, the client is told to come again, and is helped as soon as it can be', async () => {
  const { site, find } = arrange();
  site.isBusy = true;

  await expect(find()).rejects.toMatchObject({ code: 'temporarily_unavailable' });
  site.isBusy = false;
  expect(await find()).toBe(true);
});
