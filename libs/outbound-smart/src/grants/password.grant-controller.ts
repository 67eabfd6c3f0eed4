import { Inject, Injectable } from '@nestjs/common';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { incarnationOf } from '#protocol/client/incarnation';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readPasswordRequest } from '#protocol/oauth2/token-request';
import { acrOf } from '#protocol/oidc/authentication-context';
import { randomId } from '#protocol/random';
import { launchContextFor, soleResources, type LaunchResource } from '#protocol/smart/launch-context';
import { scopesAbout } from '#protocol/smart/fhir-user-scope';
import { scopesInContext } from '#protocol/smart/patient-context';
import { decideScopes, type ScopeDecisionInput } from '#protocol/smart/scope-policy';
import { usableScopes, withoutOnlineAccess } from '#protocol/smart/refresh-scopes';
import { subjectOf } from '#protocol/user/subject';
import { presetResources } from '../launch/preset-resources.js';
import { authenticationLevels } from '../instances/authentication-levels.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { refreshKind } from '../tokens/refresh-kind.js';
import { familyAuthorization } from './family-authorization.js';
import { FamilyStarts } from './family-starts.js';
import type { GrantController, GrantRequest } from './grant.port.js';
import { PasswordCheck } from './password-check.js';
import { requestedAudience } from './requested-audience.js';
import { signInPartOf } from './sign-in-part.js';

/**
 * An app signs the person in with the password it was told (RFC 6749 §4.3). Insecure, for first-party apps of old: off unless the module
 * offers it and the client lists it (STD X18, B-16). There is no page: the password stands for the approval, and no session is left.
 */
@Injectable()
export class PasswordGrantController implements GrantController {
  readonly grantType = 'password';
  readonly clientGrantType = 'PASSWORD';
  readonly clientMustAuthenticate = false;
  readonly claimsOneTimeValue = false;

  constructor(
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly check: PasswordCheck,
    private readonly starts: FamilyStarts,
  ) {}

  isOffered({ options }: OutboundSmartInstance): boolean {
    return options.grants.passwordEnabled;
  }

  /** @throws OAuthError invalid_grant, temporarily_unavailable — see `PasswordCheck`; invalid_scope — nothing that was asked for can be granted */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const { instance, client, parameters, trace } = request;
    const asked = readPasswordRequest(parameters);
    const strict = instance.options.access.rejectsUnlistedScopes;
    const input = { requested: asked.scopes, client, trace, strict };
    const allowed = withoutOnlineAccess(usableScopes(client, decideScopes(input), trace), trace);
    const audience = requestedAudience(instance, parameters, allowed);
    const flowId = randomId();
    const user = await this.check.person(request, asked, flowId);
    const resources = soleResources(presetResources(user));
    // Where a script may supply what is missing, it is settled after it.
    const mayFollow = instance.scripts.postAuthorize !== undefined;
    const scopes = mayFollow ? allowed : scopesFor(resources, scopesAbout(user, allowed, trace), input);
    const details = {
      ...this.signedIn(instance, user),
      ...signInPartOf(user),
      scopes,
      audience,
      refresh: refreshKind(client, scopes),
      // Whoever tells an app the password tells it to do everything.
      power: 'approved' as const,
      flowId,
      ...incarnationOf(client),
    };
    const launchContext = launchContextFor(scopes, { resources, members: {} });
    return this.startFamily(request, user, { ...details, launchContext });
  }

  async giveBack({ instance: { moduleId } }: GrantRequest, { grantId }: Authorization): Promise<void> {
    if (grantId !== undefined) await this.families.undoStart(moduleId, grantId);
  }

  private signedIn({ options }: OutboundSmartInstance, { pid: userPid, securityVersion, username }: DirectoryUser) {
    const amr = ['pwd'];
    const acr = acrOf(amr, authenticationLevels(options.sessions));
    const authTime = epochSeconds(this.clock.now());
    return { subject: subjectOf(username), userPid, securityVersion, authTime, amr, ...(acr !== undefined && { acr }) };
  }

  private async startFamily(request: GrantRequest, user: DirectoryUser, details: GrantDetails): Promise<Authorization> {
    const { client } = request;
    const { moduleId } = request.instance;
    const grantId = randomId();
    const start = this.starts.of(request);
    await this.families.start({ moduleId, clientId: client.clientId, grantId, details }, start.family);
    return {
      ...familyAuthorization({ grantType: 'password', client, user, grantId, details }),
      ...start.refreshPart(details),
    };
  }
}

/** Launch and patient scopes need what they are about in context, as everywhere (STD L2, L3); nobody can be asked for it. */
function scopesFor(
  resources: readonly LaunchResource[],
  allowed: readonly string[],
  input: ScopeDecisionInput,
): readonly string[] {
  const { scopes, refusal } = scopesInContext(allowed, { resources, nobodyIsAsked: true }, input);
  if (refusal) throw new OAuthError('invalid_scope', refusal.description, { parameter: 'scope', cause: refusal.cause });
  return scopes;
}
