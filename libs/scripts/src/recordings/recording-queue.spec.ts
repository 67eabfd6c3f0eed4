import { KnownSecrets } from '#protocol/known-secrets';
import { SealedSessions } from './sealed-sessions.js';
import { RecordingQueue, type RawRecording } from './recording-queue.js';
import type { NewRecording } from './stores/recording.store.js';

const ended = { outcome: 'returned', millis: 1 } as const;
const raw: RawRecording = {
  ...{ moduleId: 'smart_auth', functionName: 'onTokenGenerating', scriptName: 'a.js', scriptVersion: undefined },
  ...{
    ended,
    retentionHours: 24,
    session: { input: { user: { username: 'maria' } }, calls: [] },
    secrets: new KnownSecrets([]),
  },
};
const plain = { seal: (_place: object, text: string) => text, open: (_place: object, text: string) => text };

function queueInto(add: (rows: readonly NewRecording[]) => Promise<void>) {
  const warnings: string[] = [];
  const clock = { now: () => new Date('2026-11-23T08:00:00Z') };
  const logger = { warn: (message: string) => void warnings.push(message) };
  return {
    warnings,
    queue: new RecordingQueue({
      store: { add },
      seals: new SealedSessions(plain),
      clock,
      logger,
    }),
  };
}

test('writes what has gathered in one go, redacted, and no more than it has place for', async () => {
  const written: NewRecording[][] = [];
  const { queue } = queueInto(async (rows) => void written.push([...rows]));
  for (let count = 0; count < 150; count++) queue.add(raw);
  await queue.flush();

  expect(written.map(({ length }) => length)).toEqual([100]);
  expect(written[0]?.[0]).toMatchObject({ moduleId: 'smart_auth', recordedAt: new Date('2026-11-23T08:00:00Z') });
  expect(written[0]?.[0]?.sealed).toBe(JSON.stringify({ input: { user: { username: 'name-1' } }, calls: [], ended }));
});

test('what scripts have of the server as its secrets is looked for as well', async () => {
  const written: NewRecording[] = [];
  const { queue } = queueInto(async (rows) => void written.push(...rows));
  const payload = { body: `a=${Buffer.from('x:Key-of-77').toString('base64')}&b=Key-of-77` };
  queue.add({
    ...raw,
    session: { input: {}, calls: [{ operation: 'http', payload, failure: 'no' }] },
    secrets: new KnownSecrets(['Key-of-77']),
  });
  await queue.flush();

  expect(written[0]?.sealed).toContain('a=removed-0&b=removed-0');
});

test('what is too large is not kept', async () => {
  const written: NewRecording[][] = [];
  const { queue } = queueInto(async (rows) => void written.push([...rows]));
  queue.add({ ...raw, session: { input: { text: 'x'.repeat(200_000) }, calls: [] } });
  await queue.flush();

  expect(written).toEqual([]);
});

test('a database that is away costs the recordings and nothing else', async () => {
  const { queue, warnings } = queueInto(() => Promise.reject(new Error('away')));
  queue.add(raw);
  await queue.onModuleDestroy();

  expect(warnings).toEqual([expect.stringContaining('1 recorded sessions of scripts could not be kept')]);
});

test('V-90: a session that cannot be redacted costs itself alone, and nothing rejects', async () => {
  const written: NewRecording[][] = [];
  const { queue, warnings } = queueInto(async (rows) => void written.push([...rows]));
  const nested = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
  queue.add({ ...raw, session: { input: { nested }, calls: [] } });
  queue.add(raw);
  await queue.flush();
  queue.add(raw);
  await queue.flush();

  expect(written.map(({ length }) => length)).toEqual([1, 1]);
  expect(warnings).toEqual(['A recorded session of a.js could not be redacted and is not kept: RangeError']);
});

test('V-90: brackets without end in an answer are kept as one text', async () => {
  const written: NewRecording[] = [];
  const { queue, warnings } = queueInto(async (rows) => void written.push(...rows));
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const call = { operation: 'http', payload: { url: 'https://a', body: deep }, answer: { text: deep } };
  queue.add({ ...raw, session: { input: { launch: deep.slice(10_000, 30_000) }, calls: [call] } });
  await queue.flush();

  expect(warnings).toEqual([]);
  expect(written.map(({ sealed }) => JSON.parse(sealed) as unknown)).toEqual([
    {
      ended,
      input: { launch: 'removed-1' },
      calls: [{ operation: 'http', payload: { url: 'https://a', body: 'removed-2' }, answer: { text: 'removed-2' } }],
    },
  ]);
});

test('R-20: the password of the session stands nowhere, however a script has written it', async () => {
  const written: NewRecording[] = [];
  const { queue } = queueInto(async (rows) => void written.push(...rows));
  const password = 'Tr&e<Hut77';
  const bodies = [
    { c: Buffer.from(`zoe:${password}`).toString('base64') },
    { soap: '<l><p>Tr&amp;e&lt;Hut77</p></l>' },
    { [password]: encodeURIComponent(password) },
  ];
  const calls = bodies.map((body) => ({ operation: 'http', payload: { body: JSON.stringify(body) } }));
  const session = { input: { username: 'zoe', password }, calls };
  queue.add({ ...raw, session, secrets: new KnownSecrets([password]) });
  await queue.flush();

  expect(written.map(({ sealed }) => JSON.parse(sealed) as unknown)).toEqual([
    {
      ended,
      input: { username: 'name-1', password: 'removed-1' },
      calls: ['{"c":"removed-1"}', '{"soap":"<l><p>removed-1</p></l>"}', '{"removed-1":"removed-1"}'].map((body) => ({
        operation: 'http',
        payload: { body },
      })),
    },
  ]);
});
