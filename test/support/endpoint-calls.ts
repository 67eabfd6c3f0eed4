import { basic, obtainCode, postForm, redemption, type Tokens } from './app.js';
import { Person } from './person.js';
import { SECRET } from './test-clients.js';

/** Who asks for tokens, and for what. */
export interface TokenWish {
  readonly clientId?: string;
  /** Present for a client that authenticates. */
  readonly secret?: string;
  readonly scope?: string;
  /** Further parameters of the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly person?: Person;
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** The whole flow of any client: the person signs in and approves, the client redeems. */
export async function tokensFor(issuer: string, wish: TokenWish = {}): Promise<Tokens> {
  const { clientId = 'public-app', secret, scope = 'openid patient/*.rs offline_access' } = wish;
  const issued = await obtainCode(
    issuer,
    { client_id: clientId, scope, ...wish.parameters },
    wish.person ?? new Person(),
    ...(wish.credentials ? [wish.credentials] : []),
  );
  const { client_id: _id, ...fields } = redemption(issued);
  const identified = secret === undefined ? { ...fields, client_id: clientId } : fields;
  const headers = secret === undefined ? {} : basic(clientId, secret);
  const response = await postForm(`${issuer}/oauth/token`, identified, headers);
  if (response.status !== 200) throw new Error(`No tokens, but ${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
}

/** An answer with its JSON body; an empty body reads as `{}`. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads an answer of an endpoint that apps call. */
export async function answered(response: Response | Promise<Response>): Promise<Answer> {
  const { status, headers } = await response;
  const text = await (await response).text();
  const isJson = headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  return { status, headers, text, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

/** Exchanges a refresh token as `public-app`, unless the fields or the headers name another client. */
export async function refresh(
  issuer: string,
  refreshToken: string,
  fields: Readonly<Record<string, string>> = { client_id: 'public-app' },
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const body = { grant_type: 'refresh_token', refresh_token: refreshToken, ...fields };
  return answered(postForm(`${issuer}/oauth/token`, body, headers));
}

/** Asks who is behind an access token. */
export async function userinfo(issuer: string, accessToken: string): Promise<Answer> {
  return answered(fetch(`${issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } }));
}

/** Asks about a token, as the client that may see all of them unless another is named. */
export async function introspect(issuer: string, token: string, clientId = 'resource-server'): Promise<Answer> {
  return answered(postForm(`${issuer}/oauth/introspect`, { token }, basic(clientId, SECRET)));
}

/** A token of a client for itself. */
export async function clientToken(
  issuer: string,
  clientId = 'backend',
  secret = SECRET,
  fields: Readonly<Record<string, string>> = {},
): Promise<Tokens> {
  const response = await postForm(
    `${issuer}/oauth/token`,
    { grant_type: 'client_credentials', ...fields },
    basic(clientId, secret),
  );
  if (response.status !== 200) throw new Error(`No token, but ${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
}
