import { sha256Base64Url } from '#protocol/hash';
import { needKey } from '#protocol/smart/context-need';
import type { LaunchResource } from '#protocol/smart/launch-context';

/** By which an approval form tells what was in context when it was shown: whoever approves for one patient must not give away another. */
export function contextTagOf(resources: readonly LaunchResource[]): string {
  return sha256Base64Url(JSON.stringify(resources.map((each) => [needKey(each), each.id]))).slice(0, 22);
}
