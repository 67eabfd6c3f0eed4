import type { IncomingMessage, ServerResponse } from 'node:http';
import { newClientKey, type ClientKey } from './client-keys.js';
import { sends, startUpstream, type Upstream } from './upstream.js';

/** Somebody who signs in at the upstream, as its ID token has it; undefined members are left out. */
export type UpstreamPerson = Readonly<Record<string, unknown>>;

/** How an answer differs from a usual one. */
export interface UpstreamWish {
  readonly claims?: UpstreamPerson;
  /** Members of the token answer, in place of the usual ones. */
  readonly tokens?: Readonly<Record<string, unknown>>;
  readonly key?: ClientKey;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A call of the token endpoint. */
export interface Redemption {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

const CLIENT_ID = 'gatehouse-there';
export const UPSTREAM_SECRET = 'canary-secret-at-the-upstream';

/** An OpenID Connect server at which people sign in by saying so, and that answers as the test wants. */
export class FederatedUpstream {
  /** What came at the token endpoint. */
  readonly redemptions: Redemption[] = [];
  /** What the userinfo endpoint says; without it there is none. */
  userInfo: UpstreamPerson | undefined;
  readonly #codes = new Map<string, UpstreamWish & { readonly nonce: string | null }>();

  private constructor(
    /** Name and place in the paths. */
    readonly id: string,
    readonly upstream: Upstream,
  ) {}

  static async start(id: string): Promise<FederatedUpstream> {
    const upstream = await startUpstream(newClientKey('RS256', `key-of-${id}`));
    const federated = new FederatedUpstream(id, upstream);
    upstream.answers.set('/token', (request, response) => void federated.#redeem(request, response));
    upstream.answers.set('/userinfo', (request, response) => {
      federated.#tell(request, response);
    });
    return federated;
  }

  get issuer(): string {
    return this.upstream.issuer;
  }

  /** The definition of the server, as a seed file has it. */
  definition(more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    return {
      ...{ moduleId: 'smart_auth', name: `Service ${this.id}`, issuer: this.issuer, federationRegistrationId: this.id },
      ...{ tokenIntrospectionClientId: CLIENT_ID, tokenIntrospectionClientSecret: UPSTREAM_SECRET },
      ...more,
    };
  }

  /** How often an address was asked. */
  hits(path: string): number {
    return this.upstream.hits.get(path) ?? 0;
  }

  /** The person signs in: where the browser is sent back to. @param location the authorization request */
  signIn(location: string, wish: UpstreamWish = {}): URL {
    const { searchParams } = new URL(location);
    const code = `code-${this.id}-${String(this.#codes.size)}`;
    this.#codes.set(code, { ...wish, nonce: searchParams.get('nonce') });
    return answerTo(location, { code });
  }

  async stop(): Promise<void> {
    await this.upstream.stop();
  }

  async #redeem(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    this.redemptions.push({ form, authorization: request.headers.authorization });
    const asked = this.#codes.get(form.get('code') ?? '');
    if (asked === undefined) {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: 'invalid_grant' }));
      return;
    }
    sends({ ...this.#tokens(asked), ...asked.tokens })(request, response);
  }

  #tokens({ nonce, claims = {}, key, header = {} }: UpstreamWish & { readonly nonce: string | null }) {
    const said = { aud: CLIENT_ID, nonce, scope: undefined, ...claims };
    const wish = { header: { typ: 'JWT', ...header }, ...(key && { key }) };
    const id_token = this.upstream.token(said, wish);
    return { access_token: 'at-of-upstream', token_type: 'Bearer', expires_in: 60, id_token };
  }

  #tell(request: IncomingMessage, response: ServerResponse): void {
    if (this.userInfo === undefined) response.writeHead(404).end();
    else sends(this.userInfo)(request, response);
  }
}

/** Where a browser is sent back to with an answer. */
export function answerTo(location: string, answer: Readonly<Record<string, string>>): URL {
  const { searchParams } = new URL(location);
  const callback = new URL(searchParams.get('redirect_uri') ?? '');
  callback.search = new URLSearchParams({ state: searchParams.get('state') ?? '', ...answer }).toString();
  return callback;
}

/** Properties and files of a server that federates with them. */
export function federating(
  definitions: readonly Readonly<Record<string, unknown>>[],
  ...more: readonly string[]
): { readonly properties: readonly string[]; readonly files: Readonly<Record<string, string>> } {
  const lines = ['federate_mode.enabled=true', 'seed_servers.file=classpath:servers.json', ...more];
  return {
    properties: lines.map((line) => `module.smart_auth.config.${line}`),
    files: { 'servers.json': JSON.stringify({ servers: definitions }) },
  };
}
