import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { refuseAuthorizationDetails } from '#protocol/oauth2/authorization-details';
import { readAuthorizationHeader } from '#protocol/oauth2/authorization-header';
import { namesClient, readPresentedCredentials, type PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { confirmationMethod, type Confirmation } from '#protocol/oauth2/confirmation';
import type { DpopProof } from '#protocol/oauth2/dpop-proof';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { assertProofFits, confirmationOf, type ShownKeys } from '#protocol/oauth2/token-confirmation';
import type { ShownParameters } from '#protocol/oauth2/shown-parameters';
import { readGrantType } from '#protocol/oauth2/token-request';
import { RequestQueue } from '../admission/request-queue.js';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator, type AuthenticatedClient } from '../client-authentication/client-authenticator.js';
import { noted, provenClient, type RefusalNotes } from '../refusals/refusal-notes.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { DpopProofs } from '../sender-constraint/dpop-proofs.js';
import { SenderKeys } from '../sender-constraint/sender-keys.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { AccessTokenForSecret } from './access-token-for-secret.js';
import { GRANT_CONTROLLERS, offeredGrants, type GrantController, type GrantRequest } from './grant.port.js';
import { GrantHolders } from './grant-holders.js';
import { shownToScripts } from './shown-to-scripts.js';
import { TokenGeneration, type GeneratedAuthorization } from './token-generation.js';
import { TokenIssuance } from './token-issuance.js';

/** What is known of a call as its phases go by, for the audit record of a refusal. */
interface Progress {
  client?: ClientDefinition;
  /** Whom the caller claims to be: what a guesser aims at. */
  claimedClientId?: string;
  readonly trace: DecisionTrace;
}

/** As many as there are database connections, so that none waits for one. A thousand waiting are answered in a few seconds. */
const CLAIMS = { atOnce: 10, waiting: 1_000 };

/** The phases that every grant shares, in order, up to the proof; {@link TokenIssuance} does the rest. */
@Injectable()
export class TokenEndpoint {
  private readonly logger = new Logger(TokenEndpoint.name);
  private readonly queue = new RequestQueue(CLAIMS);

  constructor(
    @Inject(GRANT_CONTROLLERS) private readonly grants: readonly GrantController[],
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    private readonly clients: ClientAuthenticator,
    private readonly accessTokens: AccessTokenForSecret,
    private readonly senders: SenderKeys,
    private readonly proofs: DpopProofs,
    private readonly holders: GrantHolders,
    private readonly generation: TokenGeneration,
    private readonly issuance: TokenIssuance,
  ) {}

  /**
   * The token response.
   * @throws OAuthError with one of the codes of RFC 6749 §5.2, and notes for its audit record
   */
  async answer(call: AuthenticatedCall): Promise<Readonly<Record<string, unknown>>> {
    const progress: Progress = { trace: new DecisionTrace() };
    try {
      return await this.phases(call, progress);
    } catch (error) {
      throw noted(error, notesOn(progress));
    }
  }

  private async phases(call: AuthenticatedCall, progress: Progress): Promise<Readonly<Record<string, unknown>>> {
    const { instance, parameters, remoteAddress } = call;
    parameters.assertWellFormed();
    const grant = this.grantOf(instance, readGrantType(parameters));
    // Before the credentials, so that a client assertion is not spent on a request that is told to come back with a nonce (RFC 9449 §8).
    const { shown, proof } = await this.senders.of(call, provenToken(call));
    const { client, method } = await this.authenticate({ ...call, shown }, grant, progress);
    assertMayUse(client, method, grant);
    refuseAuthorizationDetails(parameters);
    assertProofFits(client, proof);
    const { trace } = progress;
    const confirmation = notedConfirmation(trace, confirmationOf(client, shown));
    const request: GrantRequest = {
      instance,
      client,
      method,
      parameters,
      trace,
      remoteAddress,
      ...(confirmation && { confirmation }),
      ...(call.request && { request: call.request }),
    };
    return this.answerTo(request, grant, proof);
  }

  /** The slow checks of some secrets are over: from here on a request is in the queue for a few milliseconds. */
  private async answerTo(request: GrantRequest, grant: GrantController, proof: DpopProof | undefined) {
    const { instance } = request;
    const isQueued = grant.claimsOneTimeValue || (proof !== undefined && grant.asksScript !== true);
    const inTurn = <T>(act: () => Promise<T>): Promise<T> => (isQueued ? this.queue.run(act) : act());
    const inTurnAgain = <T>(act: () => Promise<T>): Promise<T> => (isQueued ? this.queue.resume(act) : act());
    const prove = async () => {
      if (proof !== undefined) await this.proofs.claim(instance, proof);
      return withRequest(request, grant, await grant.authorize(request));
    };
    if (instance.scripts.postAuthorize === undefined)
      return inTurn(async () => this.issuance.issue({ ...request, authorization: await prove() }));
    // A script may wait for other servers: meanwhile its request takes nobody's place.
    const authorization = await inTurn(prove);
    try {
      const generated = await this.generation.generate({ ...request, authorization });
      await this.holders.assertStillThere(instance, authorization);
      return await inTurnAgain(async () => {
        await grant.claimAfterScript?.(request, authorization);
        await this.keep(generated);
        return this.issuance.complete(generated);
      });
    } catch (error) {
      await this.giveBack(request, grant, authorization);
      throw error;
    }
  }

  /** One statement, only where a script changed what later tokens start from. */
  private async keep({ instance, authorization: { grantId }, kept }: GeneratedAuthorization): Promise<void> {
    if (kept && grantId !== undefined) await this.families.keepOfScript(instance.moduleId, grantId, kept);
  }

  /** Nothing was given for it, whether the script failed or left nothing that is worth granting: the same request counts again. */
  private async giveBack(request: GrantRequest, grant: GrantController, authorization: Authorization): Promise<void> {
    try {
      await grant.giveBack?.(request, authorization);
    } catch (error) {
      this.logger.warn(
        `${request.instance.moduleId}: what a failed token request had claimed stays used: ${String(error)}`,
      );
    }
  }

  private grantOf(instance: OutboundSmartInstance, grantType: string): GrantController {
    const offered = offeredGrants(this.grants, instance);
    const grant = offered.find((each) => each.grantType === grantType);
    if (grant !== undefined) return grant;
    throw new OAuthError(
      'unsupported_grant_type',
      `Supported values of grant_type: ${offered.map((each) => each.grantType).join(', ')}.`,
      { parameter: 'grant_type' },
    );
  }

  private async authenticate(
    call: AuthenticatedCall & { readonly shown: ShownKeys },
    grant: GrantController,
    progress: Progress,
  ): Promise<AuthenticatedClient> {
    const presented = await this.presentedBy(call, grant);
    if (presented.clientId !== undefined) progress.claimedClientId = presented.clientId;
    const authenticated =
      'token' in presented && grant.takesAccessTokenForSecret === true
        ? await this.accessTokens.authenticate(call, presented, call.shown)
        : await this.clients.authenticate(call, presented);
    progress.client = authenticated.client;
    return authenticated;
  }

  /**
   * The credentials of a call. A SMART app without a secret names no client when it refreshes (SMART 2.2 "Refresh access
   * token"); the grant tells whose token it is then.
   */
  private async presentedBy(call: AuthenticatedCall, grant: GrantController): Promise<PresentedCredentials> {
    const { instance, parameters, authorization } = call;
    const isNamed = authorization !== undefined || namesClient(parameters);
    const clientId = isNamed
      ? undefined
      : await this.queue.run(async () => grant.clientIdBehind?.(instance, parameters));
    return clientId === undefined ? readPresentedCredentials(authorization, parameters) : { method: 'none', clientId };
  }
}

/** An access token under the scheme DPoP: its proof has its hash, wherever the two come together (RFC 9449 §4.3, §7.1). */
function provenToken({ authorization }: AuthenticatedCall): string | undefined {
  const presented = authorization === undefined ? undefined : readAuthorizationHeader(authorization);
  return presented?.method === 'dpop' ? presented.token : undefined;
}

/** With what scripts see of the token request, as far as the authorization request did not say it. */
function withRequest(request: GrantRequest, grant: GrantController, authorization: Authorization): Authorization {
  const { parameters } = request;
  const isNamed = parameters.has('aud') || parameters.has('resource');
  const [named] = isNamed ? authorization.audience : [];
  return {
    ...(named !== undefined && { namedAudience: named }),
    ...authorization,
    shownParameters: { ...shownOfTokenRequest(request, grant), ...authorization.shownParameters },
  };
}

/** Where a person has approved another request, this one says nothing but which grant it is: it must not change what they approved. */
function shownOfTokenRequest({ instance, parameters }: GrantRequest, grant: GrantController): ShownParameters {
  const { shownParameters: all = {} } = shownToScripts(instance, parameters);
  const { grant_type: grantType } = all;
  if (grant.continuesRequest !== true) return all;
  return grantType === undefined ? {} : { grant_type: grantType };
}

function notesOn({ client, claimedClientId, trace }: Progress): RefusalNotes {
  const clientId = client?.clientId ?? claimedClientId;
  return { trace: trace.list(), ...(clientId !== undefined && { clientId }), ...(client && provenClient(client)) };
}

/** Notes what the tokens will be bound to; bearer tokens are the rule and need no note. */
function notedConfirmation(trace: DecisionTrace, confirmation: Confirmation | undefined): Confirmation | undefined {
  const value = confirmationMethod(confirmation);
  if (value !== 'none')
    trace.add({ kind: 'check', value, outcome: 'passed', ruleId: 'token.bound-to-sender', source: 'request' });
  return confirmation;
}

/** @throws OAuthError unauthorized_client — not listed in the client definition; invalid_client — it must authenticate for this grant */
function assertMayUse(client: ClientDefinition, method: AuthenticatedClient['method'], grant: GrantController): void {
  if (!client.allowedGrantTypes.includes(grant.clientGrantType))
    throw new OAuthError('unauthorized_client', `This client may not use the grant ${grant.grantType}.`, {
      parameter: 'grant_type',
    });
  if (grant.clientMustAuthenticate && method === 'none')
    throw new OAuthError('invalid_client', `The grant ${grant.grantType} needs client authentication.`);
}
