import { Inject, Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { sha256Base64Url } from '#protocol/hash';
import { mintRefreshToken } from '#protocol/oauth2/refresh-token';
import { refreshConfirmationOf } from '#protocol/oauth2/token-confirmation';
import { randomToken } from '#protocol/random';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import type { NewTokenFamily } from '../stores/new-token-family.js';
import type { Authorization } from '../tokens/authorization.js';
import type { GrantRequest } from './grant.port.js';

/** Random bytes of a refresh handle (R-14: at least 128 bits). */
const HANDLE_BYTES = 16;

/** Whose family it is. */
interface FamilyStarter extends Pick<GrantRequest, 'instance' | 'client' | 'confirmation'> {
  /** Where the grant allows less than the client's own. */
  readonly accessLifetimeSeconds?: number;
}

/** A family about to start: its row, and its first refresh token should the grant allow one. */
export interface FamilyStart {
  readonly family: NewTokenFamily;
  refreshPart(details: GrantDetails): Pick<Authorization, 'refresh'>;
}

/** Makes up what a new token family starts with, whichever grant starts it. */
@Injectable()
export class FamilyStarts {
  private readonly key: KeyObject;

  constructor(@Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    this.key = secrets.derive('refresh-tokens');
  }

  /** Refresh tokens of a public client are bound to what confirms the request. */
  of({ instance, client, confirmation, accessLifetimeSeconds }: FamilyStarter): FamilyStart {
    const handle = randomToken('', HANDLE_BYTES);
    const bound = refreshConfirmationOf(client, confirmation);
    const refreshAllowed = client.allowedGrantTypes.includes('REFRESH_TOKEN');
    return {
      family: {
        handleHash: sha256Base64Url(handle),
        refreshAllowed,
        refreshLifetimeSeconds: client.refreshTokenValiditySeconds,
        accessLifetimeSeconds: accessLifetimeSeconds ?? client.accessTokenValiditySeconds,
        ...(bound && { confirmation: bound }),
      },
      refreshPart: ({ refresh }) =>
        refresh === 'none' || !refreshAllowed
          ? {}
          : { refresh: { token: mintRefreshToken(this.key, instance.moduleId, handle, 1) } },
    };
  }
}
