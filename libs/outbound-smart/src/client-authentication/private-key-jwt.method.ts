import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { algorithmsOf } from '#protocol/client/high-assurance';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import type { ClientAssertion } from '#protocol/oauth2/client-assertion';
import { checkAssertionClaims, type AssertionUse } from '#protocol/oauth2/client-assertion-claims';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { serverEndpoints } from '#protocol/oauth2/server-description';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { RequestQueue } from '../admission/request-queue.js';
import { USED_ASSERTION_STORE, type UsedAssertionStore } from '../stores/used-assertion.store.js';
import { ClientKeys } from './client-keys.js';
import type { ClaimOrigin, ClientClaim, ClientMethod } from './client-method.js';
import { refusedClient } from './refused-client.js';

/** Fewer than there are database connections: who has authenticated finds one, whatever crowd comes behind. */
const CLAIMS = { atOnce: 8, waiting: 1_000 };

type Assertion = Extract<PresentedCredentials, { method: 'private_key_jwt' }>;

/**
 * A JWT that the client signed with a key of its own (RFC 7523 §2.2, SMART App Launch 2.2 "Authenticating to the token endpoint"). In the order
 * of cost: claims, then what the client registered, then one signature, then one row that makes the assertion used.
 * @see STD K1 to K5, K8, BS1, BS3, N1, I24 to I28, B1, B9, B20, OA6, RFC7523-3, RFC9700-8, STD FAPI-5, STD FAPI-8
 */
@Injectable()
export class PrivateKeyJwtMethod implements ClientMethod {
  readonly names = ['private_key_jwt'] as const;

  private readonly queue = new RequestQueue(CLAIMS);

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keys: ClientKeys,
    @Inject(USED_ASSERTION_STORE) private readonly used: UsedAssertionStore,
  ) {}

  inspect(origin: ClaimOrigin, { assertion }: Assertion): void {
    this.readUse(origin, assertion);
  }

  /** A client may have registered an algorithm that others cannot use, so that the algorithm alone refuses nobody (STD X4). */
  advice({ instance: { options } }: ClaimOrigin, { assertion }: Assertion): string | undefined {
    const { assertionAlgorithms: accepted } = options.clients;
    if (accepted.includes(assertion.alg)) return undefined;
    return `Sign the client_assertion by ${accepted.join(' or ')}, or by the algorithm that the client has registered.`;
  }

  async prove(claim: ClientClaim<Assertion>): Promise<undefined> {
    const { instance, client, presented } = claim;
    const use = this.readUse(claim, presented.assertion);
    const problem =
      registrationProblem(instance, client, presented.assertion) ??
      (await this.signatureProblem(client, presented.assertion)) ??
      (await this.replayProblem(claim, use));
    if (problem !== undefined) throw refusedClient('private_key_jwt', problem, this.advice(claim, presented));
  }

  private readUse({ instance, ownAddress }: ClaimOrigin, assertion: ClientAssertion): AssertionUse {
    const ownAudience = ownAddress === undefined ? [] : [ownAddress];
    const audiences = [serverEndpoints(instance).token, instance.issuer, ...ownAudience];
    return checkAssertionClaims(assertion, { audiences, now: epochSeconds(this.clock.now()) });
  }

  private async signatureProblem(client: ClientDefinition, assertion: ClientAssertion): Promise<string | undefined> {
    const found = await this.keys.find(client, assertion);
    if ('problem' in found) return found.problem;
    const { signingInput, signature } = assertion.jws;
    return (await found.verify(signingInput, signature)) ? undefined : 'the signature of the assertion is wrong';
  }

  private async replayProblem(
    { instance, client }: ClientClaim,
    { jti, expiresAt }: AssertionUse,
  ): Promise<string | undefined> {
    const lifetimeSeconds = Math.ceil(expiresAt - epochSeconds(this.clock.now()));
    const { moduleId } = instance;
    const claim = { moduleId, clientId: client.clientId, jti, lifetimeSeconds };
    const isNew = await this.queue.run(() => this.used.claim(claim));
    return isNew ? undefined : 'the assertion was used before';
  }
}

/** What the client's own definition rules out: STD X4, and for strict clients STD X3 (STD FAPI-6). */
function registrationProblem(
  { options, issuer }: OutboundSmartInstance,
  client: ClientDefinition,
  { alg, claims }: ClientAssertion,
): string | undefined {
  const allowed = algorithmsOf(client, client.tokenEndpointAuthSigningAlg, options.clients.assertionAlgorithms);
  if (!allowed.includes(alg)) return `the algorithm ${alg} is not that of the client or not allowed`;
  if (client.strictAssertionAudience === true && claims['aud'] !== issuer)
    return 'the audience of a strict client must be the issuer';
  return undefined;
}
