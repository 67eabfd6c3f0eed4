import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { hash, verify } from '@node-rs/argon2';
import type { InteractionResults, Provider } from 'oidc-provider';
import type { Site } from '../site.js';

/** Gatehouse's cost of a password hash. */
const ARGON2_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Sign-in and approval for oidc-provider, which leaves both to its user: the least that does the same checks as Gatehouse. */
export class Interactions {
  private constructor(
    private readonly provider: Provider,
    private readonly hashes: ReadonlyMap<string, string>,
  ) {}

  static async of(provider: Provider, { people }: Site): Promise<Interactions> {
    const hashes = new Map<string, string>();
    for (const { username, password } of people) hashes.set(username, await hash(password, ARGON2_COST));
    return new Interactions(provider, hashes);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const interaction = await this.provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(interaction.prompt.name === 'login' ? signInPage() : approvalPage(interaction));
      return;
    }
    const fields = new URLSearchParams(await text(request));
    const result = interaction.prompt.name === 'login' ? await this.signIn(fields) : await this.approve(interaction);
    await this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  private async signIn(fields: URLSearchParams): Promise<InteractionResults> {
    const username = fields.get('username') ?? '';
    const isRight = await verify(this.hashes.get(username) ?? '', fields.get('password') ?? '');
    return isRight ? { login: { accountId: username } } : { error: 'access_denied' };
  }

  private async approve({ prompt, params, session }: Interaction): Promise<InteractionResults> {
    const { Grant } = this.provider;
    const grant = new Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
    const { missingOIDCScope: scopes, missingResourceScopes: byResource } = prompt.details as {
      missingOIDCScope?: string[];
      missingResourceScopes?: Record<string, string[]>;
    };
    if (scopes) grant.addOIDCScope(scopes.join(' '));
    for (const [resource, missing] of Object.entries(byResource ?? {}))
      grant.addResourceScope(resource, missing.join(' '));
    return { consent: { grantId: await grant.save() } };
  }
}

function signInPage(): string {
  return page('<input name="username"><input type="password" name="password">');
}

function approvalPage({ prompt }: Interaction): string {
  return page(`<p>${JSON.stringify(prompt.details).replaceAll('<', '&lt;')}</p>`);
}

function page(content: string): string {
  return `<!doctype html><title>Sign in</title><form method="post">${content}<button>Continue</button></form>`;
}
