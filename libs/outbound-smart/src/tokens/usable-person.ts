import type { DirectoryUser, UserDirectory } from '#inbound-security/user-directory.port';
import { withStandIn } from '#protocol/smart/fhir-stand-in';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A person to whom tokens may be issued now, as apps are told of them: everything that tells `fhirUser`, or grants it, gets them here (ruling 49). */
export async function usablePerson(
  users: UserDirectory,
  { inboundModuleId, baseUrl, options }: OutboundSmartInstance,
  pid: number,
): Promise<DirectoryUser | undefined> {
  const user = await users.usable(inboundModuleId, pid);
  return user && options.tokens.makesUpFhirUsers ? withStandIn(user, baseUrl) : user;
}
