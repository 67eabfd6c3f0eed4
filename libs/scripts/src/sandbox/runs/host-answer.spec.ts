import fc from 'fast-check';
import type { SandboxRun } from '../sandbox.js';
import { hostAnswer } from './host-answer.js';

const MEBIBYTE = 1024 * 1024;
const { signal } = new AbortController();

async function answered(answer: SandboxRun['answer'], payload = '{}'): Promise<unknown> {
  return JSON.parse(await hostAnswer(answer, { operation: 'http', payload }, signal));
}

test('the host is asked with what the payload says, and may learn that nobody waits any more', async () => {
  const asked: unknown[] = [];
  await answered(async (...question) => asked.push(question), '{"url":"https://context.example/","n":[1]}');

  expect(asked).toEqual([['http', { url: 'https://context.example/', n: [1] }, signal]]);
});

test('an answer is what it is as JSON', () =>
  fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      expect(await answered(() => Promise.resolve(value))).toEqual({ value: JSON.parse(JSON.stringify(value)) });
    }),
  ));

test('no answer is none', async () => {
  expect(await answered(() => Promise.resolve(undefined))).toEqual({});
});

const circular: { self?: unknown } = {};
circular.self = circular;

describe('becomes a failure that the script is told, and never an error here', () => {
  test.each([
    { name: 'a refusal', answer: () => Promise.reject(new Error('not allowed')), told: /^not allowed$/ },
    { name: 'a refusal of several lines', answer: () => Promise.reject(new Error('a\r\nb\u2028c')), told: /^a b c$/ },
    { name: 'a long refusal', answer: () => Promise.reject(new Error('x'.repeat(600))), told: /^x{500}$/ },
    {
      name: 'what is thrown before there is a promise',
      answer: () => {
        throw new TypeError('no such thing');
      },
      told: /^no such thing$/,
    },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what libraries do
    { name: 'something thrown that is no error', answer: () => Promise.reject('secret'), told: /^the host failed$/ },
    { name: 'an answer that is no JSON', answer: () => Promise.resolve(1n), told: /BigInt/ },
    { name: 'an answer without end', answer: () => Promise.resolve(circular), told: /circular/ },
  ] as { name: string; answer: SandboxRun['answer']; told: RegExp }[])('$name', async ({ answer, told }) => {
    expect(await answered(answer)).toEqual({ failure: expect.stringMatching(told) });
  });

  test.each(['', '{', 'undefined'])('a payload that is no JSON: %j; the host is not asked', async (payload) => {
    let asked = 0;
    const told = await answered(() => Promise.resolve(asked++), payload);

    expect([told, asked]).toEqual([{ failure: expect.stringMatching(/JSON/) }, 0]);
  });

  test.each([
    { characters: MEBIBYTE, told: { value: expect.any(String) } },
    { characters: MEBIBYTE + 1, told: { failure: 'the answer of the host is larger than 1 MiB' } },
  ])('one of $characters characters or more than a mebibyte of them', async ({ characters, told }) => {
    const around = '{"value":""}'.length;
    expect(await answered(() => Promise.resolve('x'.repeat(characters - around)))).toEqual(told);
  });
});
