import {
  clientAuthenticationMethods,
  type ClientAuthenticationMethod,
} from '../oauth2/client-authentication-method.js';
import type { ClientCredentialHoldings } from './client.js';
import { clientMethodProblems } from './client-method.js';

const nothing: ClientCredentialHoldings = { clientSecrets: [], publicJwks: '', jwksUrl: '', secretRequired: false };
const secret = { ...nothing, clientSecrets: [{}], secretRequired: true };
const keys = { ...nothing, jwksUrl: 'https://app.example/jwks' };

test.each<{ name: string; client: ClientCredentialHoldings; fitting: readonly ClientAuthenticationMethod[] }>([
  { name: 'nothing', client: nothing, fitting: ['none'] },
  { name: 'a secret', client: secret, fitting: ['client_secret_basic', 'client_secret_post'] },
  {
    name: 'keys',
    client: keys,
    fitting: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'self_signed_tls_client_auth'],
  },
  {
    name: 'no secret yet, but must have one',
    client: { ...nothing, secretRequired: true },
    fitting: ['client_secret_basic', 'client_secret_post'],
  },
])('STD OID-14: a client with $name registers $fitting', ({ client, fitting }) => {
  const ofKeys = clientAuthenticationMethods.filter((method) => method !== 'tls_client_auth');
  const accepted = ofKeys.filter(
    (tokenEndpointAuthMethod) => clientMethodProblems({ ...client, tokenEndpointAuthMethod }).length === 0,
  );

  expect(accepted).toEqual(fitting);
  expect(clientMethodProblems(client)).toEqual([]);
});
