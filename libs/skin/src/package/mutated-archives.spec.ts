import fc from 'fast-check';
import { skinJar } from '../../../../test/support/skin-jars.js';
import { readSkinPackage } from './read-skin-package.js';

const jar = skinJar({
  'userlogin.html': `<h1>${'Sign in '.repeat(50)}</h1>`,
  'messages.properties': 'title=Sign in',
  'resources/style.css': 'body { color: teal }',
});

/** Bytes that are others, and pieces that are elsewhere, twice or gone. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({
    kind: fc.constant('word' as const),
    at: fc.nat(),
    value: fc.constantFrom(0, 1, 0xffff, 0x7fffffff, 0xffffffff),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 200 }) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer One> ? One : never;

function mutated(archive: Buffer, { kind, at, value }: Mutation): Buffer {
  const place = at % archive.length;
  const [head, tail] = [archive.subarray(0, place), archive.subarray(place)];
  if (kind === 'cut') return Buffer.concat([head, tail.subarray(value)]);
  if (kind === 'double') return Buffer.concat([head, tail.subarray(0, value), tail]);
  const word = Buffer.alloc(kind === 'set' ? 1 : 4);
  if (kind === 'set') word.writeUInt8(value);
  else word.writeUInt32LE(value);
  return Buffer.concat([head, word, tail.subarray(word.length)]);
}

test('V-94, V-95: whatever becomes of an archive, it is read or refused with a remedy, in bounded time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
      const archive = mutations.reduce((each, change) => (each.length === 0 ? each : mutated(each, change)), jar);
      const read = await readSkinPackage(archive);
      if (read.kind === 'refused')
        expect(read.finding).toMatchObject({ problem: expect.stringMatching(/./), remedy: expect.stringMatching(/./) });
      else for (const path of read.skin.files.keys()) expect(path).not.toMatch(/(?:^|\/)\.{0,2}(?:\/|$)|\\/);
    }),
    { numRuns: 3_000, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
  );
});
