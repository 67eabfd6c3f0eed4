import type { KnownServers } from '#oidc-server-definition/known-servers.port';
import type { ServerTokenOutcome, ServerTokenVerifier } from '#oidc-server-definition/token-verifier.port';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { CodapIssuers, type VouchedJwt } from './codap-issuers.js';

const DEFINED = 'https://idp.org.example';
const OTHER = 'https://other.example';

async function outcomeOf(codapIssuers: readonly string[], issuer: string, verdict: ServerTokenOutcome['kind']) {
  const byIssuer = async (_module: string, iss: string) =>
    Promise.resolve(iss === DEFINED ? { name: 'org' } : undefined);
  const verify = async () => Promise.resolve({ kind: verdict, problem: 'none of the keys proves it' });
  const issuers = new CodapIssuers(
    { byIssuer } as unknown as KnownServers,
    { verify } as unknown as ServerTokenVerifier,
  );
  const client = { clientId: 'app', codapIssuers };
  const vouched = { client, issuer, jwt: 'x', instance: { moduleId: 'smart_auth' } } as unknown as VouchedJwt;
  try {
    await issuers.assertKnown(vouched);
    return 'known';
  } catch (error) {
    return error instanceof OAuthError ? error.code : String(error);
  }
}

test.each<{
  name: string;
  list: readonly string[];
  issuer: string;
  verdict?: ServerTokenOutcome['kind'];
  expected: string;
}>([
  { name: 'itself', list: [], issuer: 'app', expected: 'known' },
  { name: 'a defined server that vouches for it', list: [], issuer: DEFINED, verdict: 'verified', expected: 'known' },
  {
    name: 'a defined server whose keys did not sign',
    list: [],
    issuer: DEFINED,
    verdict: 'refused',
    expected: 'invalid_grant',
  },
  {
    name: 'a server that cannot be asked',
    list: [],
    issuer: DEFINED,
    verdict: 'unavailable',
    expected: 'temporarily_unavailable',
  },
  { name: 'anybody else', list: [], issuer: OTHER, verdict: 'verified', expected: 'invalid_grant' },
  { name: 'whom the list has', list: [OTHER], issuer: OTHER, expected: 'known' },
  { name: 'whom the list has in another spelling', list: [OTHER], issuer: `${OTHER}/`, expected: 'invalid_grant' },
  { name: 'itself, where a list leaves it out', list: [OTHER], issuer: 'app', expected: 'invalid_grant' },
  {
    name: 'a defined server, where a list leaves it out',
    list: [OTHER],
    issuer: DEFINED,
    verdict: 'verified',
    expected: 'invalid_grant',
  },
])('S-10: a client that speaks for $name: $expected', async ({ list, issuer, verdict = 'refused', expected }) => {
  expect(await outcomeOf(list, issuer, verdict)).toBe(expected);
});
