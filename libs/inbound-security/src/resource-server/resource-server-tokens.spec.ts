import { Logger } from '@nestjs/common';
import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { AccessTokenFacts } from '#protocol/server/access-token-facts';
import type { TokenQuestion } from '../smart/believed-token.js';
import { MOST_TOKENS } from '../smart/token-cache.js';
import { HeldPermissions } from './held-permissions.js';
import type { JudgedTokens, Judgement } from './judged-tokens.js';
import type { PermissionsOf, ResourceServerRules } from './resource-server-rules.js';
import { ResourceServerTokens } from './resource-server-tokens.js';

const ISSUER = 'https://auth.example';
const READER = { permission: 'ROLE_FHIR_CLIENT_SUPERUSER_RO' };
const facts: AccessTokenFacts = {
  ...{ subject: 'amelia', clientId: 'app', scopes: ['patient/Observation.rs'], patient: '123' },
  ...{ isOfClient: false, givenName: '', familyName: '', email: '' },
};
const believed = (claims = {}, saidWhere: 'permissions' | 'gatehouse_permissions' = 'permissions'): Judgement => ({
  ...{ kind: 'believed', saidWhere },
  token: { server: { pid: 0, issuer: ISSUER } as KnownServer, facts, claims },
});

beforeAll(() => {
  Logger.overrideLogger(false);
});

/** An application, the moments of its clock, and how often tokens were judged. */
function tokens(judgement: (from: string) => Promise<Judgement>, permissionsOf?: PermissionsOf) {
  const state = { now: 0, judged: 0 };
  const rules: ResourceServerRules = {
    ...{ audiences: ['https://fhir.example'], cacheSeconds: 30, mayLackExpiry: false, unknownPerMinute: 60 },
    permissionsOf: new Map(permissionsOf && [[ISSUER, permissionsOf]]),
  };
  const judge = async ({ remoteAddress }: TokenQuestion) => {
    state.judged += 1;
    return judgement(remoteAddress);
  };
  const clock = { now: () => new Date(state.now * 1_000) };
  const subject = new ResourceServerTokens(
    rules,
    clock,
    { judge } as unknown as JudgedTokens,
    new HeldPermissions(rules),
  );
  const ask = async (token = 'a.b.c', remoteAddress = '') =>
    subject.authenticate('resource-server', { token, remoteAddress });
  return { state, ask };
}

test('a token that says nothing of permissions may do nothing, whatever its scopes', async () => {
  expect(await tokens(async () => believed()).ask()).toMatchObject({
    kind: 'admitted',
    caller: { subject: 'amelia', clientId: 'app', authorities: [] },
  });
});

test.each([
  { name: 'its own claim of a JWT', where: 'gatehouse_permissions' as const },
  { name: 'the answer of the introspection endpoint', where: 'permissions' as const },
])('permissions are read from $name, and from there alone', async ({ where }) => {
  const said = [{ permission: 'FHIR_ALL_READ' }];
  const elsewhere = where === 'permissions' ? 'gatehouse_permissions' : 'permissions';

  expect(await tokens(async () => believed({ [where]: said }, where)).ask()).toMatchObject({
    caller: { authorities: said },
  });
  expect(await tokens(async () => believed({ [elsewhere]: said }, where)).ask()).toMatchObject({
    caller: { authorities: [] },
  });
});

test('STD S8: what the application says is narrowed by the scopes, and counts anew with every call', async () => {
  let held = [READER];
  const { ask } = tokens(
    async () => believed({ permissions: [{ permission: 'FHIR_ALL_WRITE' }] }),
    () => held,
  );

  const first = await ask();
  held = [];

  expect(first).toMatchObject({
    caller: {
      authorities: expect.arrayContaining([
        { permission: 'FHIR_READ_TYPE_IN_COMPARTMENT', argument: 'Observation:Patient/123' },
      ]) as unknown,
    },
  });
  expect(JSON.stringify(first)).not.toMatch(/WRITE|FHIR_ALL_READ/);
  expect(await ask()).toMatchObject({ caller: { authorities: [] } });
});

test('a token is judged once for calls at the same time, again after its time, and a refusal after 5 s', async () => {
  const { ask, state } = tokens(async () => believed());
  await Promise.all([ask(), ask(), ask()]);
  expect(state.judged).toBe(1);
  state.now = 31;
  await ask();
  expect(state.judged).toBe(2);

  const refused = tokens(async () => ({ kind: 'refused', cause: 'it has expired' }));
  await refused.ask();
  await refused.ask();
  refused.state.now = 6;
  await refused.ask();
  expect(refused.state.judged).toBe(2);
});

test('whose network has shown too many unknown tokens is told to wait, and that is not remembered', async () => {
  const busy = { kind: 'busy', cause: 'too many', retryAfterSeconds: 7 } as const;
  const { ask, state } = tokens(async () => busy);

  expect([await ask(), await ask()]).toEqual([busy, busy]);
  expect(state.judged).toBe(2);
});

test('R-18: what a network is told for its own flood is nobody else’s', async () => {
  const busy = { kind: 'busy', cause: 'too many', retryAfterSeconds: 7 } as const;
  const { ask } = tokens(async (from) => (from === '192.0.2.1' ? busy : believed()));
  const both = await Promise.all([ask('a.b.c', '192.0.2.1'), ask('a.b.c', '198.51.100.7')]);

  expect(both.map(({ kind }) => kind)).toEqual(['busy', 'admitted']);
});

test('R-18: strangers push nobody out: after more refused tokens than are remembered, one that counts is still known', async () => {
  let judgement = believed();
  const { ask, state } = tokens(async () => judgement);
  await ask('good');
  judgement = { kind: 'refused', cause: 'it is forged' };
  for (let stranger = 0; stranger <= MOST_TOKENS; stranger++) await ask(`stranger-${stranger}`);
  state.judged = 0;

  expect([(await ask('good')).kind, state.judged]).toEqual(['admitted', 0]);
});

test('what nobody can say now is not remembered, and a text longer than any token is not looked at', async () => {
  const { ask, state } = tokens(async () => ({ kind: 'unavailable', cause: 'no answer' }));

  expect(await ask()).toEqual({ kind: 'unavailable', cause: 'no answer' });
  await ask();
  expect(await ask('a'.repeat(32_769))).toMatchObject({ kind: 'refused' });
  expect(state.judged).toBe(2);
});
