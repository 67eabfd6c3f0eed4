import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** `skin.webjar_id` of modules, by their ids; '' where there is none. */
export function webjarIds(modules: Iterable<OutboundSmartInstance>): ReadonlyMap<string, string> {
  return new Map([...modules].map(({ moduleId, options }) => [moduleId, options.skin.webjarId.trim()]));
}
