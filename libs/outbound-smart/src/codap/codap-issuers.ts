import { Inject, Injectable } from '@nestjs/common';
import { KNOWN_SERVERS, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { SERVER_TOKEN_VERIFIER, type ServerTokenVerifier } from '#oidc-server-definition/token-verifier.port';
import type { ClientDefinition } from '#protocol/client/client';
import { unfitGrant } from '#protocol/codap/authorization-jwt';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A JWT that a key of the client has signed, and whom it says it comes from. */
export interface VouchedJwt {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly jwt: string;
  readonly issuer: string;
}

const TYPES = [undefined, 'jwt', 'authorization-grant+jwt'];

/**
 * Whether a client may bring authorization JWTs of an organisation. Its definition lists the issuers; where it lists none, the client may speak for
 * itself, and for a server that is defined for the module and whose own keys prove the JWT, too: a client's signature alone says nothing of others (S-10).
 */
@Injectable()
export class CodapIssuers {
  constructor(
    @Inject(KNOWN_SERVERS) private readonly servers: KnownServers,
    @Inject(SERVER_TOKEN_VERIFIER) private readonly verifier: ServerTokenVerifier,
  ) {}

  /** @throws OAuthError invalid_grant — it may not; temporarily_unavailable — the keys of the server cannot be had now */
  async assertKnown(vouched: VouchedJwt): Promise<void> {
    const { client, issuer } = vouched;
    if (client.codapIssuers.length === 0 ? issuer === client.clientId : client.codapIssuers.includes(issuer)) return;
    const problem = client.codapIssuers.length === 0 ? await this.serverProblem(vouched) : 'it is not on its list';
    if (problem !== undefined)
      throw unfitGrant('has an iss that is not registered for this client', `the issuer of the assertion: ${problem}`);
  }

  private async serverProblem({ instance, jwt, issuer }: VouchedJwt): Promise<string | undefined> {
    const server = await this.servers.byIssuer(instance.moduleId, issuer);
    if (server === undefined) return 'neither the client nor a server that is defined for the module';
    const outcome = await this.verifier.verify(server, jwt, { types: TYPES });
    if (outcome.kind === 'verified') return undefined;
    if (outcome.kind === 'refused') return `the server ${server.name} does not vouch for it: ${outcome.problem}`;
    throw new OAuthError('temporarily_unavailable', 'The keys of the issuer cannot be had just now. Try again.', {
      cause: outcome.problem,
    });
  }
}
