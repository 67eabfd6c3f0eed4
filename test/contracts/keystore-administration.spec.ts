import type { JsonWebKey } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { decodeProtectedHeader } from 'jose';
import { KEY_LEAD_SECONDS, LEAST_AFTERLIFE_SECONDS } from '#protocol/keys/key-life';
import type { AdministeredKeystore, KeystoreSaving } from '../../libs/keystore/src/keystore-administration.port.js';
import { allOf } from '../support/async-items.js';
import {
  type KeystoreBench,
  memoryKeystores,
  operatorKey,
  operatorRsaKey,
  publicPart,
  setOf,
  storedKeystores,
} from '../support/keystore-bench.js';

const author = { actor: 'ADMIN', remoteAddress: '192.0.2.7' };
const issuer = 'https://auth.example.org';
const claims = { iss: issuer, sub: 'alice' };
const expected = { typ: 'at+jwt', issuer };
const [one, two, three] = [operatorKey('one'), operatorKey('two'), operatorKey('three')];
const rsa = operatorRsaKey('rsa');
const FILE = 'classpath:signing.jwks';
const PRIVATE = /"(d|p|q|dp|dq|qi|k)":/;

/** The keystore after a change that must have worked. */
function saved(saving: KeystoreSaving): AdministeredKeystore {
  if (!('keystore' in saving)) throw new Error(`Not saved: ${JSON.stringify(saving)}`);
  return saving.keystore;
}

const states = ({ json }: AdministeredKeystore): readonly string[] =>
  json.keys.map(({ kid, state }) => `${kid} ${state}`);
const kidsOf = ({ json }: AdministeredKeystore): readonly string[] => json.keys.map(({ kid }) => kid);

describe.each([
  { name: 'memory', open: memoryKeystores },
  { name: 'PostgreSQL', open: storedKeystores },
])('keystores in $name', ({ open }) => {
  let bench: KeystoreBench;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    bench = await open();
  });

  afterAll(() => bench.close());

  let count = 0;
  const newId = (): string => `keystore-${String((count += 1))}`;

  const create = (json: object): Promise<KeystoreSaving> => bench.administration.create(json, author);
  const replace = (keystoreId: string, json: object): Promise<KeystoreSaving> =>
    bench.administration.replace(keystoreId, json, { author });
  const find = async (keystoreId: string): Promise<AdministeredKeystore> =>
    (await bench.administration.find(keystoreId))!;
  const sign = (keystoreId: string): Promise<string> => bench.keystore.sign(keystoreId, { typ: 'at+jwt' }, claims);
  const signedBy = async (keystoreId: string): Promise<string | undefined> =>
    decodeProtectedHeader(await sign(keystoreId)).kid;

  async function textKeystore(...keys: readonly JsonWebKey[]): Promise<string> {
    const keystoreId = newId();
    saved(await create({ keystoreId, jsonKeys: setOf(...keys) }));
    return keystoreId;
  }

  test('V-50 a generated keystore has an RSA and a P-256 key, and shows nothing private', async () => {
    const keystoreId = newId();

    const made = saved(await create({ keystoreId, rotationDays: 90 }));

    expect(made.json).toMatchObject({ keystoreId, kind: 'generated', rotationDays: 90 });
    expect(made.json.keys).toMatchObject([
      { alg: 'RS256', state: 'SIGNING' },
      { alg: 'ES256', state: 'SIGNING' },
    ]);
    expect(JSON.stringify([made, await bench.store.find(keystoreId)])).not.toMatch(PRIVATE);
    await expect(bench.keystore.verify(keystoreId, await sign(keystoreId), expected)).resolves.toEqual(claims);
  });

  test('reference 14.4: of a text the first key signs, the others verify; the text is not shown again', async () => {
    const keystoreId = await textKeystore(two, publicPart(one), rsa);

    const found = await find(keystoreId);

    expect(states(found)).toEqual(['two SIGNING', 'one RETIRED', 'rsa SIGNING']);
    expect(JSON.stringify(found)).not.toContain('jsonKeys');
    expect(JSON.stringify([found, bench.events])).not.toMatch(PRIVATE);
    expect(await signedBy(keystoreId)).toBe('two');
  });

  test('reference 13: a file wins over a text, and only its public keys are stored', async () => {
    const keystoreId = newId();
    bench.files.set(FILE, setOf(one, rsa));

    const saving = await create({ keystoreId, jsonKeys: setOf(two), filePath: FILE });

    expect(saving).toMatchObject({ kind: 'created', warnings: [{ field: 'jsonKeys' }] });
    expect(saved(saving).json).toMatchObject({ kind: 'file', filePath: FILE, keys: [{ kid: 'one' }, { kid: 'rsa' }] });
    expect((await bench.store.find(keystoreId))?.keys[0]?.privateJwkEncrypted).toBeUndefined();
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
    const refusal = await bench.administration.create(json, author);

    expect(refusal.kind).toBe('refused');
    expect(JSON.stringify(refusal)).toMatch(problem);
    expect(JSON.stringify(refusal)).not.toContain(one.d);
    await expect(bench.administration.find('a')).resolves.toBeUndefined();
  });

  test('ruling 46: unknown fields are told, and what the server computes is not one', async () => {
    const keystoreId = newId();
    const json = { keystoreId, jsonKeys: setOf(one, rsa), notes: 'x', kind: 'file', keys: [], version: 7 };

    await expect(create(json)).resolves.toMatchObject({ kind: 'created', unknownFields: ['notes'] });
  });

  test('an id that is taken is refused, an unknown one is unknown, another version is stale', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const body = { keystoreId, rotationDays: 5 };

    await expect(create({ keystoreId, jsonKeys: setOf(two) })).resolves.toMatchObject({ kind: 'refused' });
    await expect(replace('nowhere', { keystoreId: 'nowhere' })).resolves.toEqual({ kind: 'unknown' });
    const stale = bench.administration.replace(keystoreId, body, { author, ifVersion: 7 });
    await expect(stale).resolves.toEqual({ kind: 'stale' });
    await expect(bench.administration.rotate('nowhere', { author })).resolves.toEqual({ kind: 'unknown' });
    await expect(bench.administration.reload('nowhere', author)).resolves.toEqual({ kind: 'unknown' });
    expect(kidsOf(await find(keystoreId))).toEqual(['one', 'rsa']);
  });

  test('what is read and sent back changes nothing, masked or not', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const before = await find(keystoreId);
    bench.events.length = 0;

    for (const jsonKeys of [undefined, '***', '', '[REMOVED]', setOf(one, rsa)]) {
      const again = await replace(keystoreId, { ...before.json, jsonKeys });
      expect(again).toMatchObject({ kind: 'unchanged', keystore: { version: before.version } });
    }

    expect(bench.events).toEqual([]);
  });

  test('STD OID-13: a new first key is published before it signs, and the one before it verifies on', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const token = await sign(keystoreId);

    const changed = await replace(keystoreId, { keystoreId, jsonKeys: setOf(two, one, rsa) });

    expect(changed).toMatchObject({ kind: 'changed', fields: ['keys'], warnings: [] });
    expect(states(saved(changed))).toEqual(['two PUBLISHED', 'one SIGNING', 'rsa SIGNING']);
    expect(await signedBy(keystoreId)).toBe('one');
    await bench.advance(KEY_LEAD_SECONDS + 1);
    expect(await signedBy(keystoreId)).toBe('two');
    await expect(bench.keystore.verify(keystoreId, token, expected)).resolves.toEqual(claims);
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
    await expect(bench.keystore.verify(keystoreId, token, expected)).resolves.toBeUndefined();
  });

  test('F-54 a keystore that a module signs with is not removed; another is, for good', async () => {
    const keystoreId = await textKeystore(one, rsa);
    bench.used.add(keystoreId);

    const refused = await bench.administration.remove(keystoreId, { author });
    bench.used.delete(keystoreId);
    const stale = await bench.administration.remove(keystoreId, { author, ifVersion: 9 });
    const removed = await bench.administration.remove(keystoreId, { author, ifVersion: 1 });

    expect(refused).toMatchObject({
      kind: 'refused',
      problems: [{ problem: expect.stringContaining('smart_auth') as string }],
    });
    expect([stale.kind, removed.kind]).toEqual(['stale', 'removed']);
    await expect(bench.administration.find(keystoreId)).resolves.toBeUndefined();
    await expect(sign(keystoreId)).rejects.toThrow(`No keystore with id "${keystoreId}"`);
    await expect(bench.administration.remove(keystoreId, { author })).resolves.toEqual({ kind: 'unknown' });
  });

  test('every change is on record with who made it, and nothing else is', async () => {
    bench.events.length = 0;
    const keystoreId = await textKeystore(one, rsa);

    await replace(keystoreId, { keystoreId, jsonKeys: setOf(two, one, rsa), rotationDays: 30 });
    await replace(keystoreId, { keystoreId, jsonKeys: '{' });
    await bench.administration.remove(keystoreId, { author });

    const record = { moduleId: 'clustermgr', kind: 'KEYSTORE_CHANGE', outcome: 'success', remoteAddress: '192.0.2.7' };
    expect(bench.events).toEqual([
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

  describe('rotation', () => {
    test('STD N12: new keys of the same algorithms are published, sign later, and the old ones go with their last token', async () => {
      const keystoreId = await textKeystore(one, rsa);
      const token = await sign(keystoreId);

      const rotated = saved(await bench.administration.rotate(keystoreId, { author }));

      const [fresh, freshRsa] = kidsOf(rotated);
      expect(rotated.json.keys).toMatchObject([
        { alg: 'ES256', state: 'PUBLISHED' },
        { alg: 'RS256', state: 'PUBLISHED' },
        { kid: 'one', state: 'SIGNING' },
        { kid: 'rsa', state: 'SIGNING' },
      ]);
      expect(await signedBy(keystoreId)).toBe('one');
      await bench.advance(KEY_LEAD_SECONDS + 1);
      expect(await signedBy(keystoreId)).toBe(fresh);
      await expect(bench.keystore.verify(keystoreId, token, expected)).resolves.toEqual(claims);
      expect((await bench.keystore.publicJwks(keystoreId)).keys).toHaveLength(4);
      await bench.advance(LEAST_AFTERLIFE_SECONDS);
      await expect(bench.keystore.verify(keystoreId, token, expected)).resolves.toBeUndefined();
      expect(kidsOf(await find(keystoreId))).toEqual([fresh, freshRsa]);
      const again = await replace(keystoreId, { keystoreId, jsonKeys: setOf(one, rsa) });
      expect(again.kind).toBe('unchanged');
    });

    test('a token that lives longer than others keeps its key until it has expired', async () => {
      const keystoreId = await textKeystore(one, rsa);
      const week = 7 * 86_400;
      const exp = Math.floor(bench.now().getTime() / 1000) + week;
      const token = await bench.keystore.sign(keystoreId, { typ: 'at+jwt' }, { ...claims, exp });

      await bench.administration.rotate(keystoreId, { author });
      await bench.advance(week - 60);

      await expect(bench.keystore.verify(keystoreId, token, expected)).resolves.toMatchObject(claims);
    });

    test('in an emergency the old keys are gone at once, which is said', async () => {
      const keystoreId = await textKeystore(one, rsa);
      const token = await sign(keystoreId);

      const saving = await bench.administration.rotate(keystoreId, { author, removeOldAtOnce: true });

      expect(saving).toMatchObject({ warnings: [{ problem: expect.stringMatching(/one, rsa.*refused/) as string }] });
      expect(states(saved(saving)).map((state) => state.split(' ')[1])).toEqual(['SIGNING', 'SIGNING']);
      expect(await signedBy(keystoreId)).not.toBe('one');
      await expect(bench.keystore.verify(keystoreId, token, expected)).resolves.toBeUndefined();
    });

    test.each([
      { leadSeconds: 300, kind: 'changed', says: /may keep/ },
      { leadSeconds: 301, kind: 'changed', says: /^\[\]$/ },
      { leadSeconds: -1, kind: 'refused', says: /leadSeconds/ },
      { leadSeconds: 1.5, kind: 'refused', says: /leadSeconds/ },
      { leadSeconds: 1e10, kind: 'refused', says: /leadSeconds/ },
    ])('a lead of $leadSeconds is $kind', async ({ leadSeconds, kind, says }) => {
      const keystoreId = await textKeystore(one);

      const saving = await bench.administration.rotate(keystoreId, { author, leadSeconds });

      expect(saving.kind).toBe(kind);
      expect(JSON.stringify('warnings' in saving ? saving.warnings : saving)).toMatch(says);
    });

    test('F-54 a file is edited instead', async () => {
      const keystoreId = newId();
      bench.files.set(FILE, setOf(one));
      await create({ keystoreId, filePath: FILE });

      const refusal = await bench.administration.rotate(keystoreId, { author });

      expect(refusal).toMatchObject({
        kind: 'refused',
        problems: [{ remedy: expect.stringContaining(FILE) as string }],
      });
    });

    test('the schedule rotates what is due, once, and cleans up behind it', async () => {
      const keystoreId = newId();
      saved(await create({ keystoreId, jsonKeys: setOf(three), rotationDays: 2 }));

      await bench.schedule.run();
      expect(kidsOf(await find(keystoreId))).toEqual(['three']);
      await bench.advance(2 * 86_400 + 1);
      const other = await bench.another();
      await Promise.all([bench.schedule.run(), other.schedule.run(), bench.schedule.run()]);
      await bench.schedule.run();

      expect(states(await find(keystoreId))).toEqual([expect.stringMatching(/PUBLISHED$/), 'three SIGNING']);
      await bench.advance(KEY_LEAD_SECONDS + LEAST_AFTERLIFE_SECONDS);
      await bench.schedule.run();
      expect((await bench.store.find(keystoreId))?.keys.map(({ kid }) => kid)).not.toContain('three');
      saved(await replace(keystoreId, { keystoreId }));
    });
  });

  describe('a file', () => {
    test('is read anew when it is told to, by every process, each from its own disk', async () => {
      const keystoreId = newId();
      bench.files.set(FILE, setOf(one, rsa));
      saved(await create({ keystoreId, filePath: FILE }));
      const other = await bench.another();
      other.files.set(FILE, setOf(one, rsa));
      expect(await signedBy(keystoreId)).toBe('one');
      await other.keystore.sign(keystoreId, { typ: 'at+jwt' }, claims);

      bench.files.set(FILE, setOf(two, one, rsa));
      const reloaded = await bench.administration.reload(keystoreId, author);
      await bench.advance(KEY_LEAD_SECONDS + 1);

      expect(states(saved(reloaded))).toEqual(['two PUBLISHED', 'one SIGNING', 'rsa SIGNING']);
      expect(await signedBy(keystoreId)).toBe('two');
      const token = await sign(keystoreId);
      // The other machine has the old file still: it signs with what it has, and knows the new key by its public part.
      const behind = await other.keystore.sign(keystoreId, { typ: 'at+jwt' }, claims);
      expect(decodeProtectedHeader(behind).kid).toBe('one');
      await expect(other.keystore.verify(keystoreId, token, expected)).resolves.toEqual(claims);
      await expect(bench.keystore.verify(keystoreId, behind, expected)).resolves.toEqual(claims);
    });

    test('that vanished later leaves the keys that were read, and is told', async () => {
      const keystoreId = newId();
      bench.files.set(FILE, setOf(one, rsa));
      saved(await create({ keystoreId, filePath: FILE }));
      await sign(keystoreId);

      bench.files.clear();
      const refused = await bench.administration.reload(keystoreId, author);
      const other = await bench.another();
      other.files.set(FILE, setOf(two, one, rsa));
      await other.administration.reload(keystoreId, author);
      await bench.advance(1);

      expect(refused).toMatchObject({ kind: 'refused', problems: [{ field: 'filePath' }] });
      expect(await signedBy(keystoreId)).toBe('one');
      expect((await find(keystoreId)).json.fileProblem).toContain('there is no');
      await expect(bench.keystore.ensure(keystoreId)).rejects.toThrow(/cannot be read/);
    });

    test('is taken as it is when a module starts, and saved again with it', async () => {
      const keystoreId = newId();
      bench.files.set(FILE, setOf(one, rsa));
      const { json } = saved(await create({ keystoreId, filePath: FILE }));

      bench.files.set(FILE, setOf(two, one, rsa));
      await bench.keystore.ensure(keystoreId);
      expect(kidsOf(await find(keystoreId))).toEqual(['two', 'one', 'rsa']);
      bench.files.set(FILE, setOf(three, two, one, rsa));
      await expect(replace(keystoreId, json)).resolves.toMatchObject({ kind: 'changed', fields: ['keys'] });
      await expect(replace(keystoreId, json)).resolves.toMatchObject({ kind: 'unchanged' });
    });

    test('S-05 anywhere on the machine is for the operator to name, not for whoever the API lets in', async () => {
      bench.files.set('file:/etc/keys', setOf(one, rsa));
      const caller = { ...author, authorities: [{ permission: 'OPENID_CONNECT_MANAGE_KEYSTORES' }] };
      const keystoreId = newId();

      const refused = await bench.administration.create({ keystoreId, filePath: 'file:/etc/keys' }, caller);
      const made = saved(await create({ keystoreId, filePath: 'file:/etc/keys' }));
      const unchanged = await bench.administration.replace(keystoreId, made.json, { author: caller });

      expect(refused).toMatchObject({ kind: 'refused', problems: [{ field: 'filePath' }] });
      expect(unchanged.kind).toBe('unchanged');
    });
  });

  describe('keys that everybody has', () => {
    const known = {
      ...{ kty: 'EC', crv: 'P-256', kid: 'rfc' },
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
    };

    test.each([
      { name: 'a key of RFC 7515', body: { jsonKeys: setOf(known, rsa) }, says: /public documents/ },
      {
        name: 'the keystore of the product',
        body: { filePath: 'classpath:/smilecdr-demo.jwks' },
        says: /example keystore/,
      },
    ])('S-06 reference 5.3: $name is warned of, and refused in production', async ({ body, says }) => {
      const production = await bench.another('production');
      for (const { files } of [bench, production]) files.set('classpath:/smilecdr-demo.jwks', setOf(rsa));
      const json = { keystoreId: newId(), ...body };

      const refused = await production.administration.create(json, author);
      const warned = await create(json);

      expect(refused.kind).toBe('refused');
      expect(JSON.stringify(refused)).toMatch(says);
      expect(JSON.stringify(warned.kind === 'created' ? warned.warnings : warned)).toMatch(says);
    });
  });

  describe('exports and imports', () => {
    const take = async (json: object, mode: 'import' | 'apply', dryRun = false) =>
      (await bench.administration.upsert([{ json }], { mode, dryRun, author }))[0];

    test('an export has references for keys, the same for the same keystore, and nothing computed', async () => {
      const fresh = await open();
      fresh.files.set(FILE, setOf(one));
      const jsonKeys = setOf(one, rsa);
      for (const json of [
        { keystoreId: 'c', jsonKeys, rotationDays: 9 },
        { keystoreId: 'a' },
        { keystoreId: 'B', filePath: FILE },
      ])
        await fresh.administration.create(json, author);

      const exported = await allOf(fresh.administration.each());
      await fresh.close();

      expect(exported).toEqual([
        { keystoreId: 'B', version: 1, json: { keystoreId: 'B', filePath: FILE } },
        { keystoreId: 'a', version: 1, json: { keystoreId: 'a', generated: true } },
        {
          keystoreId: 'c',
          version: 1,
          json: { keystoreId: 'c', jsonKeys: "#{env['GATEHOUSE_KEYSTORE__C']}", rotationDays: 9 },
        },
      ]);
    });

    test('keys whose variable has no value are awaited: nothing is signed, and the next export says the same', async () => {
      const keystoreId = newId();
      const json = { keystoreId, jsonKeys: "#{env['KEYS']}" };

      const created = await take(json, 'apply');

      expect(created).toMatchObject({ kind: 'created', warnings: [{ field: 'jsonKeys' }] });
      expect((await find(keystoreId)).json).toMatchObject({ ...json, keys: [] });
      await expect(sign(keystoreId)).rejects.toThrow(/No keystore with id/);
      await expect(bench.keystore.ensure(keystoreId)).rejects.toThrow(/waits for its keys/);
      await expect(bench.administration.rotate(keystoreId, { author })).resolves.toMatchObject({ kind: 'refused' });
      const exported = (await allOf(bench.administration.each())).find((each) => each.keystoreId === keystoreId);
      expect(exported?.json).toEqual(json);
      await expect(take(json, 'apply')).resolves.toMatchObject({ kind: 'unchanged' });
      await expect(take({ keystoreId, jsonKeys: setOf(one, rsa) }, 'import')).resolves.toMatchObject({
        kind: 'changed',
      });
      expect(await signedBy(keystoreId)).toBe('one');
      await expect(take(json, 'apply')).resolves.toMatchObject({ kind: 'unchanged' });
    });

    test('reference 5.3: an import never overwrites keys; what is applied does', async () => {
      const keystoreId = await textKeystore(one, rsa);
      const json = { keystoreId, jsonKeys: setOf(two, one, rsa), rotationDays: 7 };

      const imported = await take(json, 'import');
      expect(imported).toMatchObject({ kind: 'changed', fields: ['rotationDays'], warnings: [{ field: 'jsonKeys' }] });
      expect(kidsOf(await find(keystoreId))).toEqual(['one', 'rsa']);

      const tried = await take(json, 'apply', true);
      expect(tried).toMatchObject({ kind: 'changed', fields: ['keys'] });
      expect(kidsOf(await find(keystoreId))).toEqual(['one', 'rsa']);

      await expect(take(json, 'apply')).resolves.toMatchObject({ kind: 'changed', fields: ['keys'] });
      expect(kidsOf(await find(keystoreId))).toEqual(['two', 'one', 'rsa']);
      await expect(take(json, 'apply')).resolves.toMatchObject({ kind: 'unchanged' });
    });

    test('what was decided upon another state is stale', async () => {
      const keystoreId = await textKeystore(one, rsa);
      const entries = [{ json: { keystoreId, jsonKeys: setOf(two) } }, { json: { keystoreId: newId() } }];
      const expecting = entries.map((entry, index) => ({ ...entry, expectedVersion: index === 0 ? 0 : 1 }));

      const outcomes = await bench.administration.upsert(expecting, { mode: 'apply', dryRun: false, author });

      expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'stale']);
    });
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
