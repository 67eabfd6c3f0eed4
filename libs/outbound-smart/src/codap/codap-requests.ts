import { Inject, Injectable } from '@nestjs/common';
import { algorithmsOf } from '#protocol/client/high-assurance';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { readAuthorizationJwt, unfitGrant } from '#protocol/codap/authorization-jwt';
import { readCodapClaims, type CodapClaims } from '#protocol/codap/codap-claims';
import { readCodapParameters } from '#protocol/codap/codap-parameters';
import type { ClientJwt } from '#protocol/keys/client-jwt';
import { readClientAssertion } from '#protocol/oauth2/client-assertion';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { serverEndpoints } from '#protocol/oauth2/server-description';
import { RequestQueue } from '../admission/request-queue.js';
import { ClientKeys } from '../client-authentication/client-keys.js';
import type { GrantRequest } from '../grants/grant.port.js';
import {
  USED_AUTHORIZATION_JWT_STORE,
  type UsedAuthorizationJwtStore,
} from '../stores/used-authorization-jwt.store.js';
import { CodapIssuers } from './codap-issuers.js';

/** One of the two JWTs, proved to be the client's. */
export interface VerifiedToken {
  readonly raw: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A CODAP request of which everything is proved that can be without the script. */
export interface CodapRequest {
  readonly authentication: VerifiedToken;
  readonly authorization: VerifiedToken;
  readonly facts: CodapClaims;
  /** Of the parameter `scope`. */
  readonly narrowed?: readonly string[];
}

/** Fewer than there are database connections, as for client assertions. */
const CLAIMS = { atOnce: 8, waiting: 1_000 };

/**
 * Verifies the authorization JWT of a client that has authenticated by its authentication JWT (product reference 18.1; STD CO1 to CO4, N10; V-35 to
 * V-46, S-10). In the order of cost: claims, what the client registered, one signature, whose organisation it is; the row that makes it used comes last.
 */
@Injectable()
export class CodapRequests {
  private readonly queue = new RequestQueue(CLAIMS);

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keys: ClientKeys,
    private readonly issuers: CodapIssuers,
    @Inject(USED_AUTHORIZATION_JWT_STORE) private readonly used: UsedAuthorizationJwtStore,
  ) {}

  /** @throws OAuthError invalid_request, invalid_scope, invalid_grant; invalid_client — the client proved itself by something else than a JWT */
  async read(request: GrantRequest): Promise<CodapRequest> {
    const { instance, client } = request;
    const authentication = authenticationOf(request);
    const { assertion, scopes } = readCodapParameters(request.parameters);
    const jwt = readAuthorizationJwt(assertion);
    const facts = readCodapClaims(jwt.claims, authentication.claims, this.terms(request));
    await this.assertSigned(request, jwt);
    await this.issuers.assertKnown({ instance, client, jwt: assertion, issuer: facts.issuer });
    const authorization = { raw: assertion, claims: jwt.claims };
    return { authentication, authorization, facts, ...(scopes && { narrowed: scopes }) };
  }

  /** Uses the JWT up. @throws OAuthError invalid_grant — it was used before */
  async claim({ instance }: GrantRequest, { issuer, jti, expiresAt }: CodapClaims): Promise<void> {
    const lifetimeSeconds = Math.ceil(expiresAt - epochSeconds(this.clock.now()));
    const claim = { moduleId: instance.moduleId, issuer, jti, lifetimeSeconds };
    if (!(await this.queue.run(() => this.used.claim(claim)))) throw unfitGrant('was used before: its jti must be new');
  }

  /** Nobody was asked about it: it may be brought again. */
  async giveBack({ instance: { moduleId } }: GrantRequest, { issuer, jti }: CodapClaims): Promise<void> {
    await this.used.giveBack({ moduleId, issuer, jti });
  }

  /** As for the client assertion: strict clients write the issuer (STD X3, ruling 43). */
  private terms({ instance, client }: GrantRequest) {
    const { issuer } = instance;
    const isStrict = client.strictAssertionAudience === true;
    const audiences = isStrict ? [issuer] : [serverEndpoints(instance).token, issuer];
    return { audiences, now: epochSeconds(this.clock.now()) };
  }

  private async assertSigned({ instance, client }: GrantRequest, jwt: ClientJwt): Promise<void> {
    const accepted = instance.options.clients.assertionAlgorithms;
    const allowed = algorithmsOf(client, client.tokenEndpointAuthSigningAlg, accepted);
    if (!allowed.includes(jwt.alg)) throw unfitGrant(`must be signed by ${allowed.join(' or ')}`);
    const found = await this.keys.find(client, jwt);
    const { signingInput, signature } = jwt.jws;
    if ('problem' in found) throw unsigned(found.problem);
    if (!(await found.verify(signingInput, signature))) throw unsigned('the signature is wrong');
  }
}

/** Whoever sends a JWT by which somebody else is vouched for proves itself by a JWT (STD CO2). */
function authenticationOf({ method, parameters }: GrantRequest): VerifiedToken {
  const raw = parameters.get('client_assertion');
  if (method === 'private_key_jwt' && raw !== undefined) return { raw, claims: readClientAssertion(raw).claims };
  throw new OAuthError('invalid_client', 'This grant needs a client_assertion (private_key_jwt).', {
    parameter: 'client_assertion',
  });
}

function unsigned(cause: string): OAuthError {
  return unfitGrant('must be signed by a key that is registered for this client', `the assertion: ${cause}`);
}
