import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { applyChange, readChange } from '#protocol/permissions/script-change';
import { changedLaunch, type ScriptedToken } from '#protocol/tokens/script-claim';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { ScriptOccasion } from '#scripts/configured-script.port';
import {
  POST_AUTHORIZE_SCRIPT,
  type PostAuthorizeScript,
  type TokenGeneratingCall,
  type TokenGeneratingResult,
} from '#scripts/post-authorize-script.port';
import { noted } from '../refusals/refusal-notes.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { contextDecisions } from './context-trace.js';
import type { ProvenAuthorization } from './proven-authorization.js';
import { withSessionLaunch } from './session-launch.js';
import { settledScopes } from './settled-scopes.js';

/** What later tokens of a grant start from, because the script of the first one left it. */
export type KeptOfScript = Pick<GrantDetails, 'scriptedLaunch' | 'userData'>;

/** An authorization that the script has seen. */
export interface GeneratedAuthorization extends ProvenAuthorization {
  /** The person with the permissions that they have whatever a script says. */
  readonly user?: UserSessionDetails;
  readonly customClaims: Readonly<Record<string, unknown>>;
  readonly scripted: ScriptedToken;
  /** What of it the grant is to keep. */
  readonly kept?: KeptOfScript;
  /** Of the record with the log of the script. */
  readonly runId?: string;
}

/** `onTokenGenerating`: whatever a script has to say about a token is said here, before anything of it is decided for good (ruling 37). */
@Injectable()
export class TokenGeneration {
  constructor(@Inject(POST_AUTHORIZE_SCRIPT) private readonly script: PostAuthorizeScript) {}

  /**
   * The scopes that are about a patient or the FHIR user are settled afterwards: a script may be all that knows them.
   * @throws ScriptFailure — nothing is issued (ruling 36)
   * @throws OAuthError invalid_scope — nothing is left of what was granted
   */
  async generate(proven: ProvenAuthorization): Promise<GeneratedAuthorization> {
    const call = callOf(proven);
    return afterScript(proven, call, await this.script.onTokenGenerating(call));
  }
}

/**
 * An authorization with what a script made of it.
 * @throws Error — the script left permissions that cannot be
 * @throws OAuthError invalid_scope — nothing is left of what was granted
 */
export function afterScript(
  proven: ProvenAuthorization,
  call: Pick<TokenGeneratingCall, 'launchContext' | 'user'>,
  { accessTokenClaims: customClaims, launchContext, runId, user }: TokenGeneratingResult,
): GeneratedAuthorization {
  const { instance, authorization, trace } = proven;
  const base = authorization.launchContext;
  const before = authorization.user?.authorities ?? [];
  const after = (user ?? call.user)?.authorities ?? before;
  const { change, decisions } = readChange(before, after, instance.options.script.mayAdminister);
  for (const decision of [...decisions, ...contextDecisions(call.launchContext, launchContext)]) trace.add(decision);
  const person = authorization.user && (user ?? call.user);
  const scripted = {
    permissions: change,
    ...changedLaunch(base, launchContext),
    ...changedFhirUser(authorization, person),
  };
  const settled = {
    ...authorization,
    launchContext,
    // Names stay those of the account, so that every answer about the person says the same.
    ...(authorization.user && person && { user: { ...authorization.user, ...fhirUserOf(person), authorities: after } }),
  };
  const scopes = scopesLeft(settled, trace, runId);
  return {
    ...proven,
    authorization: { ...settled, scopes },
    ...(authorization.user && { user: authorization.user }),
    ...{ customClaims, scripted },
    ...keptOf(authorization, call, { launchContext, ...(user && { user }) }),
    ...(runId !== undefined && { runId }),
  };
}

/** The record of a refusal leads to the run that gave no patient. */
function scopesLeft(settled: Authorization, trace: DecisionTrace, runId: string | undefined): readonly string[] {
  try {
    return settledScopes(settled, trace);
  } catch (error) {
    throw runId === undefined ? error : noted(error, { detail: { runId } });
  }
}

/** Of the first token of a grant that may have more; only what the script changed. */
function keptOf(
  { grantType, refresh }: Authorization,
  before: Pick<TokenGeneratingCall, 'launchContext' | 'user'>,
  after: Pick<TokenGeneratingResult, 'launchContext' | 'user'>,
): Pick<GeneratedAuthorization, 'kept'> {
  if (refresh === undefined || grantType === 'refresh') return {};
  const { launchContext: scriptedLaunch } = changedLaunch(before.launchContext, after.launchContext);
  const { userData } = after.user ?? {};
  const isKept = userData !== undefined && !isDeepStrictEqual(userData, before.user?.userData);
  if (scriptedLaunch === undefined && !isKept) return {};
  return { kept: { ...(scriptedLaunch && { scriptedLaunch }), ...(isKept && { userData }) } };
}

function callOf({ instance, authorization, remoteAddress }: ProvenAuthorization): TokenGeneratingCall {
  const { grantType, client, scopes, launch, namedAudience } = authorization;
  const { postAuthorize } = instance.scripts;
  const user = asScriptsSee(authorization);
  const launchContext = authorization.scriptedLaunch ?? withSessionLaunch(authorization.launchContext, user);
  const requestParameters = shownParameters(authorization, instance.options.script.shownParameters);
  return {
    ...{ moduleId: instance.moduleId, grantType, client, scopes, launchContext },
    occasion: occasionOf({ authorization, remoteAddress }),
    ...(postAuthorize && { script: postAuthorize }),
    ...(user && { user }),
    ...(launch !== undefined && { launch }),
    ...(namedAudience !== undefined && { audience: namedAudience }),
    ...(requestParameters && { requestParameters }),
  };
}

/** The launch as scripts know it, which opens nothing, in place of what the app sent (ruling 3). */
function shownParameters({ launch, shownParameters: shown }: Authorization, listed: readonly string[]) {
  if (launch === undefined || !listed.includes('launch')) return shown;
  return { ...shown, launch };
}

/** What a run belongs to. */
export function occasionOf({
  authorization: { flowId, grantId, client, user },
  remoteAddress,
}: Pick<ProvenAuthorization, 'authorization' | 'remoteAddress'>): ScriptOccasion {
  return {
    ...{ clientId: client.clientId, remoteAddress },
    ...(flowId !== undefined && { flowId }),
    ...(grantId !== undefined && { grantId }),
    ...(user && { username: user.username }),
  };
}

/**
 * The person as the script sees them: for an exchange with what scripts did to the token that is exchanged, whose launch is narrowed and not made anew.
 * The server's own tokens have none, and a launch that a script has made once is not made again.
 */
function asScriptsSee({
  user,
  inheritedChange,
  grantType,
  scriptedLaunch,
}: Authorization): UserSessionDetails | undefined {
  const isMade = scriptedLaunch !== undefined || grantType === 'context_selection';
  if (user === undefined || (inheritedChange === undefined && !isMade)) return user;
  const { launchResources: _resources, ...person } = user;
  return inheritedChange === undefined
    ? person
    : { ...person, authorities: applyChange(person.authorities, inheritedChange) };
}

function fhirUserOf({ fhirUserUrl }: UserSessionDetails): Pick<UserSessionDetails, 'fhirUserUrl'> {
  return fhirUserUrl === undefined ? {} : { fhirUserUrl };
}

/** Nothing else would know it later: userinfo and introspection read it from the token. */
function changedFhirUser(
  { user: before, inheritedFhirUserUrl }: Authorization,
  after: UserSessionDetails | undefined,
): Pick<ScriptedToken, 'fhirUserUrl'> {
  const { fhirUserUrl } = after ?? {};
  const isOfAccount = fhirUserUrl === before?.fhirUserUrl && fhirUserUrl !== inheritedFhirUserUrl;
  return fhirUserUrl === undefined || isOfAccount ? {} : { fhirUserUrl };
}
