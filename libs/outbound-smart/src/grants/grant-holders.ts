import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { grantHolder } from '../tokens/grant-holder.js';

/** What can have ended since a grant was made. */
export type GrantLoss = 'account' | 'session';

/** Finds the person behind a grant whenever tokens are to come of it: a code, a device's code, a refresh token. */
@Injectable()
export class GrantHolders {
  constructor(
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
  ) {}

  /**
   * The account, and for `online_access` the browser session, must still be there (R-11, STD F5). Only `online_access` costs a statement.
   * @throws what `refusal` makes of the one that is not
   */
  async of(
    instance: OutboundSmartInstance,
    details: GrantDetails,
    refusal: (lost: GrantLoss) => OAuthError,
  ): Promise<DirectoryUser> {
    const user = await grantHolder(this.users, instance, details);
    if (user === undefined) throw refusal('account');
    if (details.refresh === 'online' && !(await this.isSignedIn(instance, details))) throw refusal('session');
    return user;
  }

  /**
   * A script may have taken its time: the account must still be as it was when the grant was proved. Costs no statement.
   * @throws OAuthError invalid_grant
   */
  async assertStillThere(instance: OutboundSmartInstance, { holder }: Authorization): Promise<void> {
    if (holder === undefined || (await grantHolder(this.users, instance, holder))) return;
    throw new OAuthError('invalid_grant', 'The account behind this grant can no longer be used.', {
      cause: 'it changed while a script was asked',
    });
  }

  private async isSignedIn({ session }: OutboundSmartInstance, { sid }: GrantDetails): Promise<boolean> {
    return sid !== undefined && this.sessions.isLive(session, sid);
  }
}
