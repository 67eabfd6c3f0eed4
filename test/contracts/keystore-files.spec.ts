import { decodeProtectedHeader } from 'jose';
import { KEY_LEAD_SECONDS } from '#protocol/keys/key-life';
import { operatorKey, operatorRsaKey, setOf } from '../support/keystore-bench.js';
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

const [one, two, three] = [operatorKey('one'), operatorKey('two'), operatorKey('three')];
const rsa = operatorRsaKey('rsa');

onEveryStore('files of keys', (bench) => {
  const { create, find, newId, replace, sign, signedBy } = new KeystoreCalls(bench);

  test('is read anew when it is told to, by every process, each from its own disk', async () => {
    const keystoreId = newId();
    bench().files.set(FILE, setOf(one, rsa));
    saved(await create({ keystoreId, filePath: FILE }));
    const other = await bench().another();
    other.files.set(FILE, setOf(one, rsa));
    expect(await signedBy(keystoreId)).toBe('one');
    await other.keystore.sign(keystoreId, { typ: 'at+jwt' }, claims);

    bench().files.set(FILE, setOf(two, one, rsa));
    const reloaded = await bench().administration.reload(keystoreId, author);
    await bench().advance(KEY_LEAD_SECONDS + 1);

    expect(states(saved(reloaded))).toEqual(['two PUBLISHED', 'one SIGNING', 'rsa SIGNING']);
    expect(await signedBy(keystoreId)).toBe('two');
    const token = await sign(keystoreId);
    // The other machine has the old file still: it signs with what it has, and knows the new key by its public part.
    const behind = await other.keystore.sign(keystoreId, { typ: 'at+jwt' }, claims);
    expect(decodeProtectedHeader(behind).kid).toBe('one');
    await expect(other.keystore.verify(keystoreId, token, expected)).resolves.toEqual(claims);
    await expect(bench().keystore.verify(keystoreId, behind, expected)).resolves.toEqual(claims);
  });

  test('that vanished is told by a process that never had to read it', async () => {
    const keystoreId = newId();
    bench().files.set(FILE, setOf(one, rsa));
    saved(await create({ keystoreId, filePath: FILE }));
    const other = await bench().another();

    const listed = await other.administration.list({ pageIndex: 0, pageSize: 100 });
    const found = await other.administration.find(keystoreId);

    expect(found?.json.fileProblem).toContain('there is no');
    expect(listed.items.find(({ json }) => json.keystoreId === keystoreId)?.json).toEqual(found?.json);
  });

  test('that vanished later leaves the keys that were read, and is told', async () => {
    const keystoreId = newId();
    bench().files.set(FILE, setOf(one, rsa));
    saved(await create({ keystoreId, filePath: FILE }));
    await sign(keystoreId);

    bench().files.clear();
    const refused = await bench().administration.reload(keystoreId, author);
    const other = await bench().another();
    other.files.set(FILE, setOf(two, one, rsa));
    await other.administration.reload(keystoreId, author);
    await bench().advance(1);

    expect(refused).toMatchObject({ kind: 'refused', problems: [{ field: 'filePath' }] });
    expect(await signedBy(keystoreId)).toBe('one');
    expect((await find(keystoreId)).json.fileProblem).toContain('there is no');
    await expect(bench().keystore.ensure(keystoreId)).rejects.toThrow(/cannot be read/);
  });

  test('is taken as it is when a module starts, and saved again with it', async () => {
    const keystoreId = newId();
    bench().files.set(FILE, setOf(one, rsa));
    const { json } = saved(await create({ keystoreId, filePath: FILE }));

    bench().files.set(FILE, setOf(two, one, rsa));
    await bench().keystore.ensure(keystoreId);
    expect(kidsOf(await find(keystoreId))).toEqual(['two', 'one', 'rsa']);
    bench().files.set(FILE, setOf(three, two, one, rsa));
    await expect(replace(keystoreId, json)).resolves.toMatchObject({ kind: 'changed', fields: ['keys'] });
    await expect(replace(keystoreId, json)).resolves.toMatchObject({ kind: 'unchanged' });
  });

  test.each([
    { name: 'as text', field: 'jsonKeys', given: { jsonKeys: setOf(one, rsa) } },
    { name: 'in a variable', field: 'jsonKeys', given: { jsonKeys: "#{env['KEYS']}" } },
    { name: 'in a file', field: 'filePath', given: { filePath: FILE } },
    { name: 'anywhere on the machine (S-05)', field: 'filePath', given: { filePath: 'file:/etc/keys' } },
  ])(
    'V-100: keys $name are for superusers to give, not for whoever administers keystores',
    async ({ field, given }) => {
      bench().files.set(FILE, setOf(one, rsa)).set('file:/etc/keys', setOf(one, rsa));
      const caller = { ...author, authorities: [{ permission: 'OPENID_CONNECT_MANAGE_KEYSTORES' }] };
      const superuser = { ...author, authorities: [{ permission: 'ROLE_SUPERUSER' }] };
      const keystoreId = newId();
      const { administration } = bench();

      const refused = await administration.create({ keystoreId, ...given }, caller);
      const generated = await administration.create({ keystoreId: newId() }, caller);
      const made = saved(await administration.create({ keystoreId, ...given }, superuser));
      const { jsonKeys: _pending, ...shown } = made.json as { jsonKeys?: string };
      const unchanged = await administration.replace(keystoreId, shown, { author: caller });

      expect(refused).toMatchObject({ kind: 'forbidden', problems: [{ field }] });
      expect([generated.kind, unchanged.kind]).toEqual(['created', 'unchanged']);
    },
  );

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
      const production = await bench().another('production');
      for (const { files } of [bench(), production]) files.set('classpath:/smilecdr-demo.jwks', setOf(rsa));
      const json = { keystoreId: newId(), ...body };

      const refused = await production.administration.create(json, author);
      const warned = await create(json);

      expect(refused.kind).toBe('refused');
      expect(JSON.stringify(refused)).toMatch(says);
      expect(JSON.stringify(warned.kind === 'created' ? warned.warnings : warned)).toMatch(says);
    });
  });
});
