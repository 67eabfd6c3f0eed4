import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import { IntrospectedTokens } from './introspected-tokens.js';
import { SmartInboundOptions } from './smart-inbound.options.js';
import { UnknownTokens } from './unknown-tokens.js';

const ISSUER = 'https://idp.example';
const server = {
  ...{ issuer: ISSUER, acceptedIssuers: [ISSUER, `${ISSUER}/`], settings: { issuer: `${ISSUER}/` } },
} as unknown as KnownServer;

/** The claims of a token about which its server says this; undefined where it is not believed. */
async function claimsOf(answer: object): Promise<Readonly<Record<string, unknown>> | undefined> {
  const body = { active: true, sub: 'olga', exp: 2_000, scope: 'openid', ...answer };
  const tokens = new IntrospectedTokens(
    { list: () => [server] } as never,
    { of: () => ({ kind: 'found', metadata: { issuer: ISSUER, endpoints: {} } }) } as never,
    { credentials: () => ({ kind: 'ready', credentials: { form: {} } }) } as never,
    { postForm: () => ({ status: 200, body }) } as never,
    { now: () => new Date(1_000_000) },
    new UnknownTokens(),
  );
  const instance = { moduleId: 'smart_in', options: new SmartInboundOptions() };
  const belief = await tokens.judgeAt(server, { instance, token: 'x', remoteAddress: '192.0.2.1' });
  return belief.kind === 'believed' ? belief.token.claims : undefined;
}

test.each([
  { name: 'that leaves its issuer out (RFC 7662 §2.2)', answer: {}, iss: ISSUER },
  { name: 'that names it as it is defined', answer: { iss: `${ISSUER}/` }, iss: `${ISSUER}/` },
  { name: 'that names another', answer: { iss: 'https://other.example' }, iss: undefined },
  { name: 'that names nobody', answer: { iss: null }, iss: undefined },
])('scripts are told whose word the claims are: an answer $name', async ({ answer, iss }) => {
  expect((await claimsOf(answer))?.['iss']).toBe(iss);
});
