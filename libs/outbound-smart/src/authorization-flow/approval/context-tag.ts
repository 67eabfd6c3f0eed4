import { sha256Base64Url } from '#protocol/hash';
import { needKey } from '#protocol/smart/context-need';
import type { LaunchResource } from '#protocol/smart/launch-context';

/**
 * By which an approval form tells what was in context when it was shown, and whether it told of power over the server: whoever approves for one
 * patient must not give away another, nor what they did not have then.
 */
export function contextTagOf(resources: readonly LaunchResource[], givesPower = false): string {
  const shown = [...resources.map((each) => [needKey(each), each.id]), ...(givesPower ? ['power'] : [])];
  return sha256Base64Url(JSON.stringify(shown)).slice(0, 22);
}
