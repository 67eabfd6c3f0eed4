import { EgressError, type Egress, type EgressOptions, type EgressRequest } from '#egress/egress.port';
import type { ScriptSettings } from '../configured-script.port.js';
import { FhirAccessError } from '../fhir-access.port.js';
import { callFhir } from './fhir-call.js';

const settings: ScriptSettings = {
  ...{ nodeId: 'Master', moduleId: 'smart_auth', isModule: false, computeMillis: 250, totalMillis: 5_000 },
  allowedHosts: [],
  fhirBase: 'https://fhir.example/r4',
};
const read = { method: 'GET', address: 'Patient/1', type: 'Patient' };

interface Told {
  readonly payload?: unknown;
  readonly own?: Partial<ScriptSettings>;
  readonly access?: (use: (token: string) => Promise<unknown>) => Promise<unknown>;
  readonly answer?: () => Promise<unknown>;
  readonly millis?: number;
}

/** What came of it, and what was sent. */
async function call({ payload = read, own = {}, access = (use) => use('token'), answer, millis = 5_000 }: Told = {}) {
  const sent: [string, EgressRequest, EgressOptions][] = [];
  const egress = {
    send: (...order: [string, EgressRequest, EgressOptions]) => {
      sent.push(order);
      return answer?.() ?? Promise.resolve({ status: 200, headers: {}, text: '{}' });
    },
  } as unknown as Egress;
  const asked: unknown[] = [];
  const during = <T>(ask: unknown, use: (token: string) => Promise<T>): Promise<T> => {
    asked.push(ask);
    return access(use) as Promise<T>;
  };
  const question = { operation: 'fhir', payload, settings: { ...settings, ...own }, note: () => undefined };
  const endsAt = performance.now() + millis;
  return { outcome: await callFhir({ egress, access: { during } }, { ...question, endsAt }), sent, asked };
}

test('a read goes to the server of the module with a token for the type alone', async () => {
  const { outcome, sent, asked } = await call();

  expect(outcome).toEqual({ status: 200, headers: {}, text: '{}' });
  expect(asked).toEqual([{ moduleId: 'smart_auth', resourceType: 'Patient' }]);
  expect(sent).toMatchObject([
    [
      'https://fhir.example/r4/Patient/1',
      { method: 'GET', headers: { authorization: 'Bearer token', accept: 'application/fhir+json' } },
      { share: { pool: 'scripts', party: 'smart_auth' } },
    ],
  ]);
  // The server's own rule for hosts counts, as for the search of contexts.
  expect(sent[0]?.[2].allowedHosts).toBeUndefined();
});

test.each<Told & { name: string; expected: string }>([
  { name: 'writing', payload: { ...read, method: 'PUT' }, expected: 'does not write' },
  { name: 'another server', payload: { ...read, address: 'https://evil.test/' }, expected: 'does not lie below' },
  { name: 'a way up', payload: { ...read, address: '../../admin' }, expected: 'does not lie below' },
  { name: 'a module without a FHIR server', own: { fhirBase: undefined } as never, expected: 'names no FHIR server' },
  {
    name: 'a client that is not there',
    access: () => Promise.reject(new FhirAccessError('Fhir needs a client.')),
    expected: 'Fhir needs a client.',
  },
  { name: 'a run that is over', millis: 20, expected: 'no time left' },
])('V-77: $name: nothing is sent', async ({ expected, ...told }) => {
  const { outcome, sent } = await call(told);

  expect(outcome).toEqual({ failure: expect.stringContaining(expected) });
  expect(sent).toEqual([]);
});

test('a host that is internal is to be listed for the server', async () => {
  const answer = () => Promise.reject(new EgressError('destination-refused', 'fhir.example', { detail: '10.0.0.1' }));
  const { outcome } = await call({ answer });

  expect(outcome).toEqual({ failure: expect.stringContaining('not listed in gatehouse.egress.allowed_hosts') });
});

test.each([null, {}, { ...read, type: '../x' }, { ...read, address: 1 }, { ...read, method: null }])(
  'V-96: a guest that was tampered with is told off: %j',
  async (payload) => {
    await expect(call({ payload })).rejects.toThrow('no request');
  },
);
