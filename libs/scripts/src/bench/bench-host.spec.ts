import type { HostQuestion } from '../running/host-answers.js';
import type { BenchCall } from '../script-bench.port.js';
import { recordedHost, refusingHost, watchedHost } from './bench-host.js';

const asked = (url: string, headers = {}): HostQuestion =>
  ({ operation: 'http', payload: { method: 'GET', url, headers } }) as unknown as HostQuestion;

const calls = [
  {
    operation: 'http',
    payload: { method: 'GET', url: 'https://a/1', headers: {} },
    answer: { status: 200, text: 'one' },
  },
  {
    operation: 'http',
    payload: { method: 'GET', url: 'https://a/1', headers: {} },
    answer: { status: 200, text: 'two' },
  },
  { operation: 'fhir', payload: { type: 'Patient' }, failure: 'there was none' },
];

test('answers as it was answered then, one answer after the other, then the first again; headers do not count', async () => {
  const host = recordedHost(calls);
  const texts = [];
  for (let count = 0; count < 3; count++) texts.push(await host.answer(asked('https://a/1', { authorization: 'x' })));

  expect(texts).toMatchObject([{ text: 'one' }, { text: 'two' }, { text: 'one' }]);
});

test('tells that there was no such call, and what failed fails again', async () => {
  const host = recordedHost(calls);
  const fhir = { operation: 'fhir', payload: { type: 'Patient' } } as unknown as HostQuestion;

  await expect(host.answer(asked('https://a/2'))).resolves.toEqual({
    failure: 'There was no such call when the session was recorded.',
  });
  await expect(host.answer(fhir)).rejects.toThrow('there was none');
});

test('a read of a FHIR server fails as it does in earnest, so that the script says what could not be read', async () => {
  const fhir = { operation: 'fhir', payload: { type: 'Encounter' } } as unknown as HostQuestion;

  await expect(recordedHost(calls).answer(fhir)).resolves.toHaveProperty('failure');
  await expect(refusingHost.answer(fhir)).resolves.toHaveProperty('failure');
});

test('a secret that was not kept may be any', async () => {
  const url = 'https://a/3?key=removed-1&user=1&secret=removed-2';
  const host = recordedHost([{ operation: 'http', payload: { url }, answer: { status: 200 } }]);
  const ask = (own: string) => host.answer({ operation: 'http', payload: { url: own } } as unknown as HostQuestion);

  await expect(ask('https://a/3?key=k3y&user=1&secret=x')).resolves.toEqual({ status: 200 });
  await expect(ask('https://a/3?key=k3y&user=2&secret=x')).resolves.toHaveProperty('failure');
  await expect(ask('https://a/3?key=k3y')).resolves.toHaveProperty('failure');
});

test('notes address, status and failure of every call', async () => {
  const noted: BenchCall[] = [];
  await watchedHost(recordedHost(calls), noted).answer(asked('https://a/1'));
  await watchedHost(refusingHost, noted).answer(asked('https://a/2'));

  expect(noted).toMatchObject([
    { operation: 'http', method: 'GET', url: 'https://a/1', status: 200 },
    { operation: 'http', method: 'GET', url: 'https://a/2', failure: expect.stringContaining('on the bench') },
  ]);
});
