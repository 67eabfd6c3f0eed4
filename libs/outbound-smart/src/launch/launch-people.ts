import { Inject, Injectable } from '@nestjs/common';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { LaunchOrder } from '#protocol/smart/launch-order';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { LiveAccessToken } from '../tokens/token-lookup.js';
import { refusedOrder } from './refused-order.js';

/** Knows for whom launches are ordered. */
@Injectable()
export class LaunchPeople {
  constructor(@Inject(USER_DIRECTORY) private readonly users: UserDirectory) {}

  /**
   * The user name, as the account has it, of the person whom a launch is for. Software of the EHR names the person; a person's own token serves
   * that person alone, because every app the person uses holds such a token, and tells nothing of others.
   * @throws OAuthError invalid_request — nobody is named, somebody who cannot sign in, or somebody else than the person whose token it is
   */
  async launchedFor(
    { inboundModuleId }: OutboundSmartInstance,
    { user: caller }: LiveAccessToken,
    { username }: LaunchOrder,
  ): Promise<string> {
    if (username === undefined && caller === undefined)
      throw refusedOrder('user', 'is missing; name the person at the EHR by the user name');
    const person = username === undefined ? caller : await this.users.named(inboundModuleId, username);
    if (caller !== undefined && caller.pid !== person?.pid)
      throw refusedOrder(
        'user',
        'is not the person whose access token this is; leave it out, or use a token of the EHR itself',
      );
    if (person === undefined) throw refusedOrder('user', 'names nobody who can sign in here');
    return person.username;
  }
}
