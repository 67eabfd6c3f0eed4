import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** `skin.webjar_id` of modules, by their ids; '' where there is none. */
export function webjarIds(modules: Iterable<OutboundSmartInstance>): ReadonlyMap<string, string> {
  return new Map([...modules].map(({ moduleId, options }) => [moduleId, webjarIdOf(options).trim()]));
}

function webjarIdOf(options: object): string {
  const { skin } = options as { readonly skin?: { readonly webjarId: string } };
  return skin?.webjarId ?? '';
}
