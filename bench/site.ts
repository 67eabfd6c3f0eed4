import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';

/** A client that a person authorizes; public, with PKCE. */
export interface App {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
}

/** A client with a secret, presented by HTTP Basic. */
export interface ConfidentialClient {
  readonly clientId: string;
  readonly secret: string;
}

/** A client that authenticates by private_key_jwt; its private key is the load's. */
export interface KeyService {
  readonly clientId: string;
  readonly scope: string;
  readonly alg: AssertionAlgorithm;
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
}

/** The two that SMART asks for. */
export type AssertionAlgorithm = 'RS384' | 'ES384';

/** Someone who can sign in. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

/** An authorization server as the load process sees it. Plain data, because it crosses a process boundary. */
export interface Site {
  readonly origin: string;
  readonly authorizePath: string;
  readonly tokenPath: string;
  readonly introspectPath: string;
  /** Asks for tokens of its own. */
  readonly backend: ConfidentialClient & { readonly scope: string };
  /** Ask for tokens of their own by assertions. */
  readonly keyServices: Readonly<Record<AssertionAlgorithm, KeyService>>;
  /** Asks what tokens are worth. */
  readonly resourceServer: ConfidentialClient;
  /** Every new browser session is asked for approval. */
  readonly askingApp: App;
  /** What a person approved is remembered. */
  readonly rememberingApp: App;
  /** Its access tokens can be introspected. */
  readonly introspectedApp: App;
  /** One for each connection: attempts under one name would be counted against one lockout. */
  readonly people: readonly Person[];
}

/** What both servers are set up with; only origins and paths differ. */
export function casting(connections: number): Omit<Site, 'origin' | 'authorizePath' | 'tokenPath' | 'introspectPath'> {
  const scope = 'openid fhirUser offline_access patient/*.rs';
  const redirectUri = 'https://app.example/callback';
  return {
    backend: { clientId: 'bench-backend', secret: 'a-secret-that-somebody-chose', scope: 'system/*.rs' },
    keyServices: { RS384: keyService('RS384'), ES384: keyService('ES384') },
    resourceServer: { clientId: 'bench-resource-server', secret: 'another-secret-that-somebody-chose' },
    askingApp: { clientId: 'bench-asking-app', redirectUri, scope },
    rememberingApp: { clientId: 'bench-remembering-app', redirectUri, scope },
    introspectedApp: { clientId: 'bench-introspected-app', redirectUri, scope },
    people: Array.from({ length: connections }, (_, index) => ({
      username: `person${index}`,
      password: `the long password of person ${index}`,
    })),
  };
}

function keyService(alg: AssertionAlgorithm): KeyService {
  const { publicKey, privateKey } =
    alg === 'RS384'
      ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return {
    clientId: `bench-${alg.toLowerCase()}`,
    scope: 'system/*.rs',
    alg,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg, use: 'sig' },
    privateJwk: privateKey.export({ format: 'jwk' }),
  };
}
