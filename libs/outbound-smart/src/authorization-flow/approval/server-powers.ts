import type { ClientDefinition } from '#protocol/client/client';
import { administrativeBeyond } from '#protocol/permissions/may-grant';
import { expandRoles } from '#protocol/permissions/roles';
import { isAboutServer } from '#protocol/permissions/server-power';
import type { Authority } from '#protocol/user/authority';
import type { UserSessionDetails } from '#protocol/user/user-session';

/** The authorities of a person that are about the server and come with every token of an app, because no scope narrows them (ruling 10). */
export function powersGiven(
  { untrusted }: ClientDefinition,
  { authorities }: UserSessionDetails,
): readonly Authority[] {
  return untrusted === true ? [] : authorities.filter((authority) => expandRoles([authority]).some(isAboutServer));
}

/** Whether the app would have power over the server by the person, of which the page tells them then. */
export function givesPower(client: ClientDefinition, user: UserSessionDetails): boolean {
  return administrativeBeyond([], powersGiven(client, user)).length > 0;
}

/**
 * Whether an app would get power over the server that it does not have itself. Nobody but the person gives that: whoever may change the app writes
 * its automatic approval, too, but one that has the power itself is changed only by who has it as well (V-100). What concerns the person's own
 * account is no power over others.
 */
export function gainsPower(client: ClientDefinition, user: UserSessionDetails): boolean {
  return administrativeBeyond(client.permissions, powersGiven(client, user)).length > 0;
}
