import { allOf } from '../support/async-items.js';
import { operatorKey, operatorRsaKey, setOf } from '../support/keystore-bench.js';
import { author, FILE, kidsOf, KeystoreCalls, onEveryStore } from '../support/keystore-calls.js';

const [one, two] = [operatorKey('one'), operatorKey('two')];
const rsa = operatorRsaKey('rsa');

onEveryStore('exports and imports of keystores', (bench, open) => {
  const { find, newId, sign, signedBy, textKeystore } = new KeystoreCalls(bench);

  const take = async (json: object, mode: 'import' | 'apply', dryRun = false) =>
    (await bench().administration.upsert([{ json }], { mode, dryRun, author }))[0];

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
      { keystoreId: 'B', version: expect.any(Number) as number, json: { keystoreId: 'B', filePath: FILE } },
      { keystoreId: 'a', version: expect.any(Number) as number, json: { keystoreId: 'a', generated: true } },
      {
        keystoreId: 'c',
        version: expect.any(Number) as number,
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
    await expect(bench().keystore.ensure(keystoreId)).rejects.toThrow(/waits for its keys/);
    await expect(bench().administration.rotate(keystoreId, { author })).resolves.toMatchObject({ kind: 'refused' });
    const exported = (await allOf(bench().administration.each())).find((each) => each.keystoreId === keystoreId);
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

    const outcomes = await bench().administration.upsert(expecting, { mode: 'apply', dryRun: false, author });

    expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'stale']);
  });
});
