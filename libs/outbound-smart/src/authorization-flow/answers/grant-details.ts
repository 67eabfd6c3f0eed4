import { incarnationOf } from '#protocol/client/incarnation';
import type { Browser } from '#browser-session/browser-session.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import { epochSeconds } from '#protocol/clock';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { acrOf } from '#protocol/oidc/authentication-context';
import type { Approved } from '#protocol/oidc/claims-approval';
import { launchContextFor, type LaunchContext } from '#protocol/smart/launch-context';
import { launchIdOf } from '#protocol/smart/launch-value';
import { subjectOf } from '#protocol/user/subject';
import { authenticationLevels } from '../../instances/authentication-levels.js';
import { signInPartOf } from '../../grants/sign-in-part.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { audienceUnnamed } from '../../instances/protected-resources.js';
import type { GrantDetails } from '../../stores/authorization-code.store.js';
import { refreshKind } from '../../tokens/refresh-kind.js';
import type { ApprovalDecision } from '../approval/approval-choices.js';
import { givesPower } from '../approval/server-powers.js';

/** What an approval is made of: who approved what, for whom, and how the person had signed in. */
export interface ApprovedRequest extends Approved {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly request: AuthorizationRequest;
  readonly user: DirectoryUser;
  readonly browser: Browser;
  /** What the app is to work on, granted or not. */
  readonly context: LaunchContext;
  readonly flowId: string;
  /** Present when the person answered the approval page. */
  readonly decision?: ApprovalDecision;
}

/** What is kept of an approval, with the code and then with the token family. */
export function grantDetails(approved: ApprovedRequest): GrantDetails {
  const { instance, client, request, user, scopes, claims, context, flowId, decision } = approved;
  return {
    subject: subjectOf(user.username),
    userPid: user.pid,
    securityVersion: user.securityVersion,
    ...incarnationOf(client),
    ...signInPartOf(user),
    scopes,
    launchContext: launchContextFor(scopes, context),
    ...forScripts(request),
    audience: request.audience.length > 0 ? request.audience : audienceUnnamed(instance, scopes),
    ...signInOf(approved),
    ...(claims && { claims }),
    ...(decision && givesPower(client, user) && { power: 'approved' as const }),
    ...(request.nonce !== undefined && { nonce: request.nonce }),
    ...(request.dpopJkt !== undefined && { dpopJkt: request.dpopJkt }),
    refresh: refreshKind(client, scopes),
    flowId,
  };
}

/** How and when the person proved who they are. */
function signInOf({ instance: { options }, request, browser: { session } }: ApprovedRequest) {
  if (session === undefined) throw new Error('A code was about to be issued without a session.');
  const { amr, sid, authTime } = session;
  const acr = acrOf(amr, authenticationLevels(options.sessions), request.acr?.values);
  return { authTime: epochSeconds(authTime), amr, ...(acr !== undefined && { acr }), sid };
}

/** What scripts are told of the request whenever tokens are made of it. */
function forScripts({
  launch,
  launchHash,
  audience: [namedAudience],
  shownParameters,
}: AuthorizationRequest): Pick<GrantDetails, 'launch' | 'namedAudience' | 'shownParameters'> {
  const told = launchHash === undefined ? launch : launchIdOf(launchHash);
  return {
    ...(told !== undefined && { launch: told }),
    ...(namedAudience !== undefined && { namedAudience }),
    ...(shownParameters && { shownParameters }),
  };
}
