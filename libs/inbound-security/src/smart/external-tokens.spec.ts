import type { KnownServer, KnownServers } from '#oidc-server-definition/known-servers.port';
import type { AccessTokenFacts } from '#protocol/server/access-token-facts';
import type { ExternalTokenOutcome } from '../external-token.port.js';
import type { DirectoryUser, UserDirectory } from '../user-directory.port.js';
import type { TokenBelief } from './believed-token.js';
import { ExternalTokens } from './external-tokens.js';
import type { IntrospectedTokens } from './introspected-tokens.js';
import type { SignedTokens } from './signed-tokens.js';
import type { SmartInboundInstance } from './smart-inbound-instance.js';
import { SmartInboundOptions } from './smart-inbound.options.js';
import { MOST_TOKENS } from './token-cache.js';
import type { TokenHolder, TokenHolders } from './token-holders.js';

const HERE = '192.0.2.1';
const ELSEWHERE = '198.51.100.7';
const server = { pid: 1, version: 1, issuer: 'https://idp.example' } as KnownServer;
const facts: AccessTokenFacts = {
  ...{ subject: 'olga', clientId: 'app', scopes: [], isOfClient: false },
  ...{ givenName: '', familyName: '', email: '' },
};
const user = { pid: 7, moduleId: 'smart_in', authorities: [], defaultLaunchContexts: [] } as unknown as DirectoryUser;
const given = { authorities: [] };
const believed: TokenBelief = { kind: 'believed', token: { server, facts, claims: {} } };
const unknown: TokenBelief = { kind: 'refused', cause: 'the token is not active' };

let seconds: number;
let asked: string[];
let arrivals: number;
let servers: readonly KnownServer[];
let answer: (token: string, from: string) => Promise<TokenBelief>;
let holder: TokenHolder;
let tokens: ExternalTokens;

beforeEach(() => {
  [seconds, asked, arrivals, servers, holder] = [0, [], 0, [server], { kind: 'known', user, given }];
  answer = () => Promise.resolve(believed);
  const options = Object.assign(new SmartInboundOptions(), { cacheSeconds: 300, enforcesApprovedScopes: false });
  const instance = { nodeId: 'Master', moduleId: 'smart_in', options, trustedModuleIds: [] } as SmartInboundInstance;
  const introspected: Pick<IntrospectedTokens, 'judge'> = {
    judge: async ({ token, remoteAddress }) => {
      asked.push(token);
      return answer(token, remoteAddress);
    },
  };
  const holders: Pick<TokenHolders, 'of'> = {
    of: async () => {
      arrivals += 1;
      return holder;
    },
  };
  const signed: Pick<SignedTokens, 'judge'> = { judge: async () => undefined };
  tokens = new ExternalTokens(
    new Map([['smart_in', instance]]),
    { list: async () => servers } as unknown as KnownServers,
    { usable: async () => user } as unknown as UserDirectory,
    { now: () => new Date(seconds * 1_000) },
    signed as SignedTokens,
    introspected as IntrospectedTokens,
    holders as TokenHolders,
  );
});

const show = (token: string, remoteAddress = HERE): Promise<ExternalTokenOutcome> =>
  tokens.authenticate('smart_in', { token, remoteAddress });
const kindsOf = (outcomes: readonly ExternalTokenOutcome[]): readonly string[] => outcomes.map(({ kind }) => kind);

describe('tokens that are shown at the same time', () => {
  test('R-18: one that is new is asked about once, and its holder arrives once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => show('new')));

    expect([new Set(kindsOf(outcomes)), asked, arrivals]).toEqual([new Set(['admitted']), ['new'], 1]);
  });

  test('R-18: what a network is told for its own flood is nobody else’s', async () => {
    answer = async (_token, from) =>
      from === HERE ? { kind: 'busy', cause: 'too many unknown ones', retryAfterSeconds: 7 } : believed;

    expect(kindsOf(await Promise.all([show('same'), show('same', ELSEWHERE)]))).toEqual(['busy', 'admitted']);
  });

  test('R-11: after a change of a definition nobody waits for what is found out under the old one', async () => {
    const old = Promise.withResolvers<TokenBelief>();
    answer = () => old.promise;
    const first = show('same');
    await new Promise(setImmediate);
    servers = [];
    answer = () => Promise.resolve(unknown);
    const second = await show('same');
    old.resolve(believed);

    expect([second.kind, (await first).kind, (await show('same')).kind]).toEqual(['refused', 'admitted', 'refused']);
  });

  test('an error is told to each of them, and the next one asks anew', async () => {
    answer = () => Promise.reject(new Error('no database'));
    const failed = await Promise.allSettled([show('same'), show('same')]);
    answer = () => Promise.resolve(believed);

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([(await show('same')).kind, asked.length]).toEqual(['admitted', 2]);
  });
});

describe('a refusal', () => {
  test.each([
    { name: 'of the other server', belief: unknown, held: { kind: 'known', user, given } as const },
    { name: 'of its holder', belief: believed, held: { kind: 'refused', cause: 'its account is refused' } as const },
  ])('$name is remembered for 5 s', async ({ belief, held }) => {
    answer = () => Promise.resolve(belief);
    holder = held;
    const early = [await show('bad'), await show('bad')];
    const before = asked.length;
    seconds = 5;
    const late = await show('bad');

    expect([kindsOf([...early, late]), before, asked.length]).toEqual([['refused', 'refused', 'refused'], 1, 2]);
  });

  test('counts for the definitions that there were', async () => {
    answer = () => Promise.resolve(unknown);
    await show('bad');
    servers = [server];
    answer = () => Promise.resolve(believed);

    expect((await show('bad')).kind).toBe('admitted');
  });
});

test('R-18: strangers push nobody out: after more refused tokens than are remembered, one that counts is still known', async () => {
  await show('good');
  answer = () => Promise.resolve(unknown);
  for (let stranger = 0; stranger <= MOST_TOKENS; stranger++) await show(`stranger-${stranger}`);
  asked = [];

  expect([(await show('good')).kind, asked]).toEqual(['admitted', []]);
});

test('V-46, S-10: what the script gave because of one token counts for no other token of the holder, and as long as it is remembered', async () => {
  const authorities = [{ permission: 'FHIR_ALL_READ' }];
  const heldBy = async (token: string) => {
    const outcome = await show(token);
    return outcome.kind === 'admitted' && outcome.caller.authorities.map(({ permission }) => permission);
  };
  expect(await heldBy('weak')).toEqual([]);
  holder = { kind: 'known', user, given: { authorities } };
  expect(await heldBy('strong')).toEqual(['FHIR_ALL_READ']);
  holder = { kind: 'known', user, given };

  expect([await heldBy('weak'), await heldBy('strong'), await heldBy('new')]).toEqual([[], ['FHIR_ALL_READ'], []]);
});
