import type { DirectoryUser, UserDirectory } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import { usablePerson } from './usable-person.js';

/**
 * The person a grant was made for, if it still counts: the account can be used, and nothing happened to it since that ends
 * what it gave, such as a new password or a lock (R-11, V-28).
 */
export async function grantHolder(
  users: UserDirectory,
  instance: OutboundSmartInstance,
  { userPid, securityVersion }: Pick<GrantDetails, 'userPid' | 'securityVersion'>,
): Promise<DirectoryUser | undefined> {
  const user = await usablePerson(users, instance, userPid);
  return user?.securityVersion === securityVersion ? user : undefined;
}
