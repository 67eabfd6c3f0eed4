import { KEY_LEAD_SECONDS, LEAST_AFTERLIFE_SECONDS } from '#protocol/keys/key-life';
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

const [one, three] = [operatorKey('one'), operatorKey('three')];
const rsa = operatorRsaKey('rsa');

onEveryStore('rotation of keys', (bench) => {
  const { create, find, newId, replace, sign, signedBy, textKeystore } = new KeystoreCalls(bench);

  test('STD N12: new keys of the same algorithms are published, sign later, and the old ones go with their last token', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const token = await sign(keystoreId);

    const rotated = saved(await bench().administration.rotate(keystoreId, { author }));

    const [fresh, freshRsa] = kidsOf(rotated);
    expect(rotated.json.keys).toMatchObject([
      { alg: 'ES256', state: 'PUBLISHED' },
      { alg: 'RS256', state: 'PUBLISHED' },
      { kid: 'one', state: 'SIGNING' },
      { kid: 'rsa', state: 'SIGNING' },
    ]);
    expect(await signedBy(keystoreId)).toBe('one');
    await bench().advance(KEY_LEAD_SECONDS + 1);
    expect(await signedBy(keystoreId)).toBe(fresh);
    await expect(bench().keystore.verify(keystoreId, token, expected)).resolves.toEqual(claims);
    expect((await bench().keystore.publicJwks(keystoreId)).keys).toHaveLength(4);
    await bench().advance(LEAST_AFTERLIFE_SECONDS);
    await expect(bench().keystore.verify(keystoreId, token, expected)).resolves.toBeUndefined();
    expect(kidsOf(await find(keystoreId))).toEqual([fresh, freshRsa]);
    const again = await replace(keystoreId, { keystoreId, jsonKeys: setOf(one, rsa) });
    expect(again.kind).toBe('unchanged');
  });

  test('a token that lives longer than others keeps its key until it has expired', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const week = 7 * 86_400;
    const exp = Math.floor(bench().now().getTime() / 1000) + week;
    const token = await bench().keystore.sign(keystoreId, { typ: 'at+jwt' }, { ...claims, exp });

    await bench().administration.rotate(keystoreId, { author });
    await bench().advance(week - 60);

    await expect(bench().keystore.verify(keystoreId, token, expected)).resolves.toMatchObject(claims);
  });

  test('in an emergency the old keys are gone at once, which is said', async () => {
    const keystoreId = await textKeystore(one, rsa);
    const token = await sign(keystoreId);

    const saving = await bench().administration.rotate(keystoreId, { author, removeOldAtOnce: true });

    expect(saving).toMatchObject({ warnings: [{ problem: expect.stringMatching(/one, rsa.*refused/) as string }] });
    expect(states(saved(saving)).map((state) => state.split(' ')[1])).toEqual(['SIGNING', 'SIGNING']);
    expect(await signedBy(keystoreId)).not.toBe('one');
    await expect(bench().keystore.verify(keystoreId, token, expected)).resolves.toBeUndefined();
  });

  test.each([
    { leadSeconds: 300, kind: 'changed', says: /may keep/ },
    { leadSeconds: 301, kind: 'changed', says: /^\[\]$/ },
    { leadSeconds: -1, kind: 'refused', says: /leadSeconds/ },
    { leadSeconds: 1.5, kind: 'refused', says: /leadSeconds/ },
    { leadSeconds: 1e10, kind: 'refused', says: /leadSeconds/ },
    { leadSeconds: -1, removeOldAtOnce: true, kind: 'refused', says: /leadSeconds/ },
  ])('a lead of $leadSeconds is $kind', async ({ kind, says, ...request }) => {
    const keystoreId = await textKeystore(one);

    const saving = await bench().administration.rotate(keystoreId, { author, ...request });

    expect(saving.kind).toBe(kind);
    if (kind === 'refused') expect(kidsOf(await find(keystoreId))).toEqual(['one']);
    expect(JSON.stringify('warnings' in saving ? saving.warnings : saving)).toMatch(says);
  });

  test('sixty keys are enough: more are refused before the oldest tokens have expired, and an emergency is none of more', async () => {
    const keystoreId = await textKeystore(...Array.from({ length: 60 }, (_, place) => operatorKey(`key-${place}`)));

    const refusal = await bench().administration.rotate(keystoreId, { author });

    expect(refusal).toMatchObject({
      kind: 'refused',
      problems: [{ field: 'keys', problem: 'would be more than 60' }],
    });
    expect(kidsOf(await find(keystoreId))).toHaveLength(60);
    const emergency = await bench().administration.rotate(keystoreId, { author, removeOldAtOnce: true });
    expect(emergency.kind).toBe('changed');
  });

  test('F-54 a file is edited instead', async () => {
    const keystoreId = newId();
    bench().files.set(FILE, setOf(one));
    await create({ keystoreId, filePath: FILE });

    const refusal = await bench().administration.rotate(keystoreId, { author });

    expect(refusal).toMatchObject({
      kind: 'refused',
      problems: [{ remedy: expect.stringContaining(FILE) as string }],
    });
  });

  test('the schedule rotates what is due, once, and cleans up behind it', async () => {
    const keystoreId = newId();
    saved(await create({ keystoreId, jsonKeys: setOf(three), rotationDays: 2 }));

    await bench().schedule.run();
    expect(kidsOf(await find(keystoreId))).toEqual(['three']);
    await bench().advance(2 * 86_400 + 1);
    const other = await bench().another();
    await Promise.all([bench().schedule.run(), other.schedule.run(), bench().schedule.run()]);
    await bench().schedule.run();

    expect(states(await find(keystoreId))).toEqual([expect.stringMatching(/PUBLISHED$/), 'three SIGNING']);
    await bench().advance(KEY_LEAD_SECONDS + LEAST_AFTERLIFE_SECONDS);
    await bench().schedule.run();
    expect((await bench().store.find(keystoreId))?.keys.map(({ kid }) => kid)).not.toContain('three');
    saved(await replace(keystoreId, { keystoreId }));
  });
});
