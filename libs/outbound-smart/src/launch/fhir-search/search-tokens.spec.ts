import type { ClientDefinition } from '#protocol/client/client';
import type { ClientRegistry } from '../../clients/client-registry.port.js';
import { FhirReaders } from './fhir-readers.js';
import type { FamilyStarts } from '../../grants/family-starts.js';
import type { TokenIssuance } from '../../grants/token-issuance.js';
import type { TokenFamilyStore } from '../../stores/token-family.store.js';
import { ContextSourceError, type ContextQuestion } from '../context-source.port.js';
import { SearchTokens } from './search-tokens.js';

const session = { sid: 's', amr: ['pwd'], authTime: new Date(0) };
const question = {
  instance: { moduleId: 'm' },
  client: { clientId: 'app' },
  user: { pid: 1, username: 'carla', securityVersion: 3 },
  visit: { browser: { session }, remoteAddress: '192.0.2.1' },
  resourceType: 'Patient',
} as unknown as ContextQuestion;
const server = { base: 'https://fhir.example', clientId: 'context-search' };
const searching = { clientId: 'context-search', scopes: ['user/Patient.rs'], autoGrantScopes: [] };

/** What happened to the families of tokens, in order. */
function bench(client: object | undefined) {
  const events: string[] = [];
  const note = async (event: string): Promise<void> => {
    events.push(event);
    return Promise.resolve();
  };
  const tokens = new SearchTokens(
    new FhirReaders({
      find: async () => Promise.resolve(client as ClientDefinition | undefined),
    } as unknown as ClientRegistry),
    {
      start: async ({ details }) => note(`start for ${details.subject} at ${details.audience.join()}`),
      revoke: async () => note('revoke').then(() => true),
    } as Partial<TokenFamilyStore> as TokenFamilyStore,
    { of: () => ({ family: {} }) } as unknown as FamilyStarts,
    { issue: async () => Promise.resolve({ access_token: 'the token' }) } as unknown as TokenIssuance,
  );
  return { events, tokens };
}

test('a token ends with the search, also with one that fails', async () => {
  const { events, tokens } = bench(searching);
  await tokens.during(question, server, async (token) => Promise.resolve(events.push(token)));
  const failing = tokens.during(question, server, async () => Promise.reject(new ContextSourceError('away')));

  await expect(failing).rejects.toThrow('away');
  const start = 'start for carla at https://fhir.example';
  expect(events).toEqual([start, 'the token', 'revoke', start, 'revoke']);
});

test.each([
  { name: 'a client that is unknown or disabled', client: undefined, problem: 'no enabled client context-search' },
  {
    name: 'a client without the scope',
    client: { ...searching, scopes: ['user/Encounter.rs'] },
    problem: 'lacks the scope user/Patient.rs',
  },
])('there is no token for $name', async ({ client, problem }) => {
  const { events, tokens } = bench(client);
  const searched = tokens.during(question, server, async () => Promise.resolve());

  await expect(searched).rejects.toThrow(ContextSourceError);
  await expect(searched).rejects.toThrow(problem);
  expect(events).toEqual([]);
});
