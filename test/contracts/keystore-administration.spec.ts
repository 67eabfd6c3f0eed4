import { KEY_LEAD_SECONDS } from '#protocol/keys/key-life';
import { operatorKey, operatorRsaKey, publicPart, setOf } from '../support/keystore-bench.js';
import {
  author,
  claims,
  expected,
  FILE,
  saved,
  states,
  kidsOf,
  KeystoreCalls,
  onEveryStore,
} from '../support/keystore-calls.js';

const [one, two] = [operatorKey('one'), operatorKey('two')];
const rsa = operatorRsaKey('rsa');
const PRIVATE = /"(d|p|q|dp|dq|qi|k)":/;

onEveryStore('keystores', (bench, open) => {
  const { create, find, newId, replace, sign, signedBy, textKeystore } = new KeystoreCalls(bench);

  test('V-50 a generated keystore has an RSA and a P-256 key, and shows nothing private', async () => {
    const keystoreId = newId();

    const made = saved(await create({ keystoreId, rotationDays: 90 }));

    expect(made.json).toMatchObject({ keystoreId, kind: 'generated', rotationDays: 90 });
    expect(made.json.keys).toMatchObject([
      { alg: 'RS256', state: 'SIGNING' },
      { alg: 'ES256', state: 'SIGNING' },
    ]);
    expect(JSON.stringify([made, await bench().store.find(keystoreId)])).not.toMatch(PRIVATE);
    await expect(bench().keystore.verify(keystoreId, await sign(keystoreId), expected)).resolves.toEqual(claims);
  });

  test('reference 14.4: of a text the first key signs, the others verify; the text is not shown again', async () => {
    const keystoreId = await textKeystore(two, publicPart(one), rsa);

    const found = await find(keystoreId);

    expect(states(found)).toEqual(['two SIGNING', 'one RETIRED', 'rsa SIGNING']);
    expect(JSON.stringify(found)).not.toContain('jsonKeys');
    expect(JSON.stringify([found, bench().events])).not.toMatch(PRIVATE);
    expect(await signedBy(keystoreId)).toBe('two');
  });

  test('reference 13: a file wins over a text, and only its public keys are stored', async () => {
    const keystoreId = newId();
    bench().files.set(FILE, setOf(one, rsa));

    const saving = await create({ keystoreId, jsonKeys: setOf(two), filePath: FILE });

    expect(saving).toMatchObject({ kind: 'created', warnings: [{ field: 'jsonKeys' }] });
    expect(saved(saving).json).toMatchObject({ kind: 'file', filePath: FILE, keys: [{ kid: 'one' }, { kid: 'rsa' }] });
    expect((await bench().store.find(keystoreId))?.keys[0]?.privateJwkEncrypted).toBeUndefined();
    expect(await signedBy(keystoreId)).toBe('one');
  });

  test.each<{ name: string; json: unknown; problem: RegExp }>([
    { name: 'no object', json: [], problem: /JSON object/ },
    { name: 'no id', json: {}, problem: /keystoreId.*missing/ },
    { name: 'an id with a slash', json: { keystoreId: '../a' }, problem: /keystoreId.*characters/ },
    { name: 'an id that is too long', json: { keystoreId: 'a'.repeat(101) }, problem: /keystoreId.*longer/ },
    { name: 'keys that are no text', json: { keystoreId: 'a', jsonKeys: { keys: [one] } }, problem: /jsonKeys.*text/ },
    {
      name: 'keys that are no JSON',
      json: { keystoreId: 'a', jsonKeys: `{"d":"${String(one.d)}"` },
      problem: /not JSON/,
    },
    { name: 'no private key', json: { keystoreId: 'a', jsonKeys: setOf(publicPart(one)) }, problem: /no private key/ },
    {
      name: 'two keys of one kid',
      json: { keystoreId: 'a', jsonKeys: setOf(one, { ...two, kid: 'one' }) },
      problem: /kid/,
    },
    { name: 'half a day', json: { keystoreId: 'a', rotationDays: 0.5 }, problem: /rotationDays/ },
    { name: 'no day', json: { keystoreId: 'a', rotationDays: 0 }, problem: /rotationDays/ },
    { name: 'a file that is not there', json: { keystoreId: 'a', filePath: 'classpath:none' }, problem: /there is no/ },
    { name: 'days for a file', json: { keystoreId: 'a', filePath: FILE, rotationDays: 9 }, problem: /rotationDays/ },
  ])('refuses $name, and quotes nothing private', async ({ json, problem }) => {
    const refusal = await bench().administration.create(json, author);

    expect(refusal.kind).toBe('refused');
    expect(JSON.stringify(refusal)).toMatch(problem);
    expect(JSON.stringify(refusal)).not.toContain(one.d);
    await expect(bench().administration.find('a')).resolves.toBeUndefined();
  });

  test('ruling 46: unknown fields are told, and what the server computes is not one', async () => {
    const keystoreId = newId();
    const json = { keystoreId, jsonKeys: setOf(one, rsa), notes: 'x', kind: 'file', keys: [], version: 7 };

    await expect(create(json)).resolves.toMatchObject({ kind: 'created', unknownFields: ['notes'] });
  });

  test('an id that is taken is refused, an unknown one is unknown, another version is stale', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const { version } = await find(keystoreId);
    const body = { keystoreId, rotationDays: 5 };

    await expect(create({ keystoreId, jsonKeys: setOf(two) })).resolves.toMatchObject({ kind: 'refused' });
    await expect(replace('nowhere', { keystoreId: 'nowhere' })).resolves.toEqual({ kind: 'unknown' });
    const stale = bench().administration.replace(keystoreId, body, { author, ifVersions: [version + 1] });
    await expect(stale).resolves.toEqual({ kind: 'stale' });
    await expect(bench().administration.rotate('nowhere', { author })).resolves.toEqual({ kind: 'unknown' });
    await expect(bench().administration.reload('nowhere', author)).resolves.toEqual({ kind: 'unknown' });
    expect(kidsOf(await find(keystoreId))).toEqual(['one', 'rsa']);
  });

  test('F-06: a keystore that is made under an id again has no version of the former', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const { version } = await find(keystoreId);
    await bench().administration.remove(keystoreId, { author });
    await create({ keystoreId, jsonKeys: setOf(two) });

    expect((await find(keystoreId)).version).toBeGreaterThan(version);
    expect(await bench().administration.remove(keystoreId, { author, ifVersions: [version] })).toEqual({
      kind: 'stale',
    });
  });

  test('what is read and sent back changes nothing, masked or not', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const before = await find(keystoreId);
    bench().events.length = 0;

    for (const jsonKeys of [undefined, '***', '', '[REMOVED]', setOf(one, rsa)]) {
      const again = await replace(keystoreId, { ...before.json, jsonKeys });
      expect(again).toMatchObject({ kind: 'unchanged', keystore: { version: before.version } });
    }

    expect(bench().events).toEqual([]);
  });

  test('STD OID-13: a new first key is published before it signs, and the one before it verifies on', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const token = await sign(keystoreId);

    const changed = await replace(keystoreId, { keystoreId, jsonKeys: setOf(two, one, rsa) });

    expect(changed).toMatchObject({ kind: 'changed', fields: ['keys'], warnings: [] });
    expect(states(saved(changed))).toEqual(['two PUBLISHED', 'one SIGNING', 'rsa SIGNING']);
    expect(await signedBy(keystoreId)).toBe('one');
    await bench().advance(KEY_LEAD_SECONDS + 1);
    expect(await signedBy(keystoreId)).toBe('two');
    await expect(bench().keystore.verify(keystoreId, token, expected)).resolves.toEqual(claims);
  });

  test('F-54 a set without the key that signed is taken with a warning of what breaks', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const token = await sign(keystoreId);

    const changed = await replace(keystoreId, { keystoreId, jsonKeys: setOf(two, rsa) });

    expect(changed).toMatchObject({
      kind: 'changed',
      warnings: [{ problem: expect.stringContaining('one') as string }],
    });
    expect(await signedBy(keystoreId)).toBe('two');
    await expect(bench().keystore.verify(keystoreId, token, expected)).resolves.toBeUndefined();
  });

  test('F-54 a keystore that a module signs with is not removed; another is, for good', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const { version } = await find(keystoreId);
    bench().used.add(keystoreId);

    const refused = await bench().administration.remove(keystoreId, { author });
    bench().used.delete(keystoreId);
    const stale = await bench().administration.remove(keystoreId, { author, ifVersions: [version + 1] });
    const removed = await bench().administration.remove(keystoreId, { author, ifVersions: [version] });

    expect(refused).toMatchObject({
      kind: 'refused',
      problems: [{ problem: expect.stringContaining('smart_auth') as string }],
    });
    expect([stale.kind, removed.kind]).toEqual(['stale', 'removed']);
    await expect(bench().administration.find(keystoreId)).resolves.toBeUndefined();
    await expect(sign(keystoreId)).rejects.toThrow(`No keystore with id "${keystoreId}"`);
    await expect(bench().administration.remove(keystoreId, { author })).resolves.toEqual({ kind: 'unknown' });
  });

  test('every change is on record with who made it, and nothing else is', async () => {
    bench().events.length = 0;
    const keystoreId = await textKeystore(one, rsa);

    await replace(keystoreId, { keystoreId, jsonKeys: setOf(two, one, rsa), rotationDays: 30 });
    await replace(keystoreId, { keystoreId, jsonKeys: '{' });
    await bench().administration.remove(keystoreId, { author });

    const record = {
      ...{ moduleId: 'clustermgr', kind: 'KEYSTORE_CHANGE', outcome: 'success' },
      ...{ remoteAddress: '192.0.2.7', author: { kind: 'command' } },
    };
    expect(bench().events).toEqual([
      { ...record, detail: { keystoreId, change: 'created', fields: [], kids: ['one', 'rsa'], actor: 'ADMIN' } },
      {
        ...record,
        detail: {
          ...{ keystoreId, change: 'updated', actor: 'ADMIN' },
          ...{ fields: ['rotationDays', 'keys'], kids: ['two', 'one', 'rsa'] },
        },
      },
      { ...record, detail: { keystoreId, change: 'removed', actor: 'ADMIN' } },
    ]);
  });

  test('the list is by id, page by page', async () => {
    const fresh = await open();
    for (const keystoreId of ['b', 'B', 'a_1'])
      await fresh.administration.create({ keystoreId, jsonKeys: setOf(one) }, author);

    const pages = await Promise.all(
      [0, 1, 2].map((pageIndex) => fresh.administration.list({ pageIndex, pageSize: 2 })),
    );
    await fresh.close();

    expect(pages.map(({ items }) => items.map(({ json }) => json.keystoreId))).toEqual([['B', 'a_1'], ['b'], []]);
    expect(pages[0]).toMatchObject({ pageIndex: 0, totalPages: 2 });
  });
});
