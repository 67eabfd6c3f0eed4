import { Inject, Injectable } from '@nestjs/common';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import { sha256Base64Url } from '#protocol/hash';
import { resourceIdOf } from '#protocol/smart/resource-id';
import { resourceTypeNamed } from '#protocol/smart/resource-type';
import type { ScriptOccasion } from '#scripts/configured-script.port';
import {
  POST_AUTHORIZE_SCRIPT,
  type PostAuthorizeScript,
  type ScriptContextChoice,
} from '#scripts/post-authorize-script.port';
import { flowIdOf } from '../authorization-flow/flow-id.js';
import type { HeldRequest } from '../authorization-flow/requests/pending-requests.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { PENDING_AUTHORIZATION_STORE, type PendingAuthorizationStore } from '../stores/pending-authorization.store.js';
import type { ContextChoice } from './context-choice.js';
import type { PresetAnswer } from './context-offer.js';
import { presetResources } from './preset-resources.js';

/** For whom choices are wanted. */
export interface PresetWish {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly user: DirectoryUser;
  readonly visit: Visit;
  /** Where the request waits, if it does. */
  readonly held?: HeldRequest;
}

/** What there is to choose, and for whom a script was asked about it. */
type Preset = PresetAnswer | { readonly choices: readonly ContextChoice[]; readonly mark?: never };

/**
 * What somebody need not search for: what they work with by default, and what `onSmartLoginPreContextSelection` makes of it (product reference 9.1). The
 * script is asked once for each request and sign-in; its answer waits with the request, so that what was offered is what can be chosen.
 */
@Injectable()
export class PresetContexts {
  constructor(
    @Inject(POST_AUTHORIZE_SCRIPT) private readonly script: PostAuthorizeScript,
    @Inject(PENDING_AUTHORIZATION_STORE) private readonly pending: Pick<PendingAuthorizationStore, 'keepPreset'>,
  ) {}

  /** @throws ScriptFailure */
  async of(wish: PresetWish): Promise<Preset> {
    const choices = defaultChoices(wish);
    const { instance, held, visit } = wish;
    if (instance.scripts.postAuthorize === undefined) return { choices: usable(choices) };
    const mark = markOf(wish, choices);
    if (held?.preset?.mark === mark) return held.preset;
    const asked = { mark, choices: usable(await this.asked(wish, choices)) };
    if (held === undefined) return asked;
    const request = {
      ...{ moduleId: instance.moduleId, handleHash: held.handleHash },
      browserHash: visit.browser.cookieHash,
    };
    // Whoever opens the page twice at a time sees the same choices on both.
    return (await this.pending.keepPreset(request, asked)) ?? asked;
  }

  private async asked(
    { instance: { moduleId, scripts }, client, user, visit, held }: PresetWish,
    choices: readonly ScriptContextChoice[],
  ): Promise<readonly ScriptContextChoice[]> {
    const { username } = user;
    const occasion: ScriptOccasion = {
      ...{ clientId: client.clientId, username, remoteAddress: visit.remoteAddress },
      ...(held && { flowId: flowIdOf(held) }),
    };
    const result = await this.script.onSmartLoginPreContextSelection({
      ...{ moduleId, client, user, choices, occasion },
      ...(scripts.postAuthorize && { script: scripts.postAuthorize }),
    });
    return result.choices;
  }
}

/** The defaults, as scripts see choices. */
function defaultChoices({ user }: PresetWish): readonly ScriptContextChoice[] {
  return presetResources(user).map(({ type, id }) => {
    const resourceType = resourceTypeNamed(type) ?? type;
    return { resourceType, resourceId: id, displayName: `${resourceType}/${id}` };
  });
}

function usable(choices: readonly ScriptContextChoice[]): readonly ContextChoice[] {
  return choices.flatMap(({ resourceType, resourceId, displayName: display }) => {
    const id = resourceIdOf(resourceType, resourceId);
    return id === undefined ? [] : [{ resourceType, id, display }];
  });
}

/** For whom the script is asked: another person, another sign-in of the same, and other defaults are another question. */
function markOf(
  { user, visit: { browser } }: PresetWish,
  choices: readonly ScriptContextChoice[],
): PresetAnswer['mark'] {
  const { sid, arrivedAt, authTime } = browser.session ?? {};
  return sha256Base64Url(JSON.stringify([user.pid, user.securityVersion, sid, arrivedAt, authTime, choices]));
}
