import { Inject, Injectable } from '@nestjs/common';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { incarnationOf } from '#protocol/client/incarnation';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { JWT_BEARER_GRANT } from '#protocol/codap/codap-parameters';
import { codapScopes } from '#protocol/codap/codap-scopes';
import { sha256Base64Url } from '#protocol/hash';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { randomId } from '#protocol/random';
import { scopesAbout } from '#protocol/smart/fhir-user-scope';
import type { LaunchContext } from '#protocol/smart/launch-context';
import { scopesInContext } from '#protocol/smart/patient-context';
import { subjectOf } from '#protocol/user/subject';
import { wasNotBegun } from '#scripts/script-failure.port';
import { CodapDecisions, type CodapDecision } from '../codap/codap-decisions.js';
import { CodapPeople } from '../codap/codap-people.js';
import { CodapRequests, type CodapRequest } from '../codap/codap-requests.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { familyAuthorization } from './family-authorization.js';
import { FamilyStarts } from './family-starts.js';
import type { GrantController, GrantRequest } from './grant.port.js';
import { ProvedFactors } from './proved-factors.js';
import { requestedAudience } from './requested-audience.js';
import { signInPartOf } from './sign-in-part.js';
import { withSessionLaunch } from './session-launch.js';

/** What may be had of a request whose JWTs are good, whoever the script says the person is. */
interface Attainable {
  readonly scopes: readonly string[];
  readonly audience: readonly string[];
  readonly launchContext: LaunchContext;
  readonly flowId: string;
}

/**
 * A client of another organisation brings one of its people, who asks for one patient's record (CODAP; product document 11.16.6). The authorization
 * script decides who they are here and what they may do; there is no page, no refresh token, and nothing that says they signed in here.
 */
@Injectable()
export class CodapGrantController implements GrantController {
  readonly grantType = JWT_BEARER_GRANT;
  readonly clientGrantType = 'JWT_BEARER';
  readonly clientMustAuthenticate = true;
  /** It does, in a queue of its own. */
  readonly claimsOneTimeValue = false;
  readonly asksScript = true;

  constructor(
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly requests: CodapRequests,
    private readonly decisions: CodapDecisions,
    private readonly people: CodapPeople,
    private readonly starts: FamilyStarts,
    private readonly factors: ProvedFactors,
  ) {}

  isOffered({ options }: OutboundSmartInstance): boolean {
    return options.codap.enabled;
  }

  /** @throws OAuthError invalid_grant — a JWT is not good, or the script or the account says no; invalid_scope, invalid_target, invalid_request; ScriptFailure — the script was not begun */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const codap = await this.requests.read(request);
    const flowId = randomId();
    const recorded = recordedOf(codap);
    try {
      const attainable = { ...attainableOf(request, codap), flowId };
      await this.requests.claim(request, codap.facts);
      return { ...(await this.admit(request, codap, attainable)), recorded };
    } catch (error) {
      throw noted(error, { flowId, detail: recorded });
    }
  }

  async giveBack({ instance: { moduleId } }: GrantRequest, { grantId }: Authorization): Promise<void> {
    if (grantId !== undefined) await this.families.undoStart(moduleId, grantId);
  }

  private async admit(request: GrantRequest, codap: CodapRequest, attainable: Attainable): Promise<Authorization> {
    const { instance, client, trace } = request;
    const { facts } = codap;
    const decision = await this.decide(request, codap, attainable.flowId);
    if (decision.kind === 'refused') throw noted(notAdmitted(decision.cause), { detail: { script: decision.detail } });
    const came = await this.people.arrive({ instance, facts, verdict: decision.verdict });
    if (came.kind === 'refused')
      throw noted(notAdmitted(`the account cannot be used: ${came.reason}`), { username: came.username });
    const user = { ...came.user, ...decision.verdict.session };
    this.factors.assertEnough(client, { user, amr: [] });
    const scopes = mayFollow(instance) ? attainable.scopes : scopesAbout(user, attainable.scopes, trace);
    const launchContext = withSessionLaunch(attainable.launchContext, user);
    const { requestingPractitioner, requestedRecord } = facts;
    return {
      ...(await this.startFamily(
        request,
        user,
        this.detailsOf(request, user, { ...attainable, scopes, launchContext }),
      )),
      inheritedChange: decision.change,
      withoutIdToken: true,
      codap: { requestingPractitioner, requestedRecord },
    };
  }

  /** A request whose script could not be asked may be made again with the same JWT. @throws ScriptFailure */
  private async decide(request: GrantRequest, codap: CodapRequest, flowId: string): Promise<CodapDecision> {
    try {
      return await this.decisions.of(request, codap, flowId);
    } catch (error) {
      if (wasNotBegun(error)) await this.requests.giveBack(request, codap.facts);
      throw error;
    }
  }

  private detailsOf({ client }: GrantRequest, user: DirectoryUser, attainable: Attainable): GrantDetails {
    const { username, pid: userPid, securityVersion } = user;
    const authTime = epochSeconds(this.clock.now());
    return {
      ...{ ...attainable, subject: subjectOf(username), userPid, securityVersion, authTime, amr: [], refresh: 'none' },
      // Nobody was told of the person's own power over the server (V-100).
      power: 'none',
      ...signInPartOf(user),
      ...incarnationOf(client),
    };
  }

  private async startFamily(request: GrantRequest, user: DirectoryUser, details: GrantDetails): Promise<Authorization> {
    const { client, instance } = request;
    const grantId = randomId();
    const { family } = this.starts.of(request);
    await this.families.start({ moduleId: instance.moduleId, clientId: client.clientId, grantId, details }, family);
    // When and how the person signed in is the organisation's to say, and its client said nothing that we could check.
    const {
      authTime: _when,
      amr: _how,
      ...authorization
    } = familyAuthorization({
      ...{ grantType: 'jwt_bearer', client, user, grantId, details },
    });
    return authorization;
  }
}

/** The patient is in context whatever the scopes (STD CO5), and no scope but those that need nothing else can be granted. */
function attainableOf(request: GrantRequest, { facts, narrowed }: CodapRequest): Omit<Attainable, 'flowId'> {
  const { instance, client, trace, parameters } = request;
  const strict = instance.options.access.rejectsUnlistedScopes;
  const asked = facts.requestedScopes;
  const allowed = codapScopes({ asked, client, trace, strict, ...(narrowed && { narrowed }) });
  const resources = [{ type: 'patient', id: facts.patientId }];
  const found = { resources, nobodyIsAsked: true } as const;
  const input = { requested: narrowed ?? asked, client, trace };
  const { scopes, refusal } = mayFollow(instance)
    ? { scopes: allowed, refusal: undefined }
    : scopesInContext(allowed, found, input);
  if (refusal) throw new OAuthError('invalid_scope', refusal.description, { parameter: 'scope', cause: refusal.cause });
  return {
    scopes,
    audience: requestedAudience(instance, parameters, scopes),
    launchContext: { resources, members: {} },
  };
}

/** Where `onTokenGenerating` may supply what a scope is about, it is settled after it. */
function mayFollow({ scripts }: OutboundSmartInstance): boolean {
  return scripts.postAuthorize !== undefined;
}

/** Who asked for whose record and why, for the audit record (STD CO6); the patient by a hash (ruling 54). */
function recordedOf({ facts, authentication }: CodapRequest): Readonly<Record<string, unknown>> {
  const { issuer, practitionerId, patientId, acr, reasonForRequest, jti, requestedScopes } = facts;
  return {
    requestingOrganization: issuer,
    requestingPractitioner: practitionerId,
    requestedRecordHash: sha256Base64Url(`Patient/${patientId}`),
    ...{ reasonForRequest, acr, requestedScopes },
    authorizationJti: jti,
    authenticationJti: authentication.claims['jti'],
  };
}

/** One text for what the script and the account say, so that nothing is told of either (ruling 14, V-56). */
function notAdmitted(cause: string): OAuthError {
  return new OAuthError('invalid_grant', 'The practitioner was not given access to this record.', {
    parameter: 'assertion',
    cause,
  });
}
