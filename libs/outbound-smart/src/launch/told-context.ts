import type { ClientDefinition } from '#protocol/client/client';
import type { LaunchContext } from '#protocol/smart/launch-context';
import { toldLaunchContext } from '#protocol/smart/launch-response';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A grant as far as its launch context is concerned. */
export interface GrantInContext {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly scopes: readonly string[];
  readonly launchContext: LaunchContext;
  /** Absent: a client acts for itself, and nothing was launched. */
  readonly user?: unknown;
}

/** The launch context as the client is told it, by the token response and by introspection alike (STD IN3). */
export function contextToldTo({ instance, client, scopes, launchContext, user }: GrantInContext): LaunchContext {
  return toldLaunchContext(launchContext, {
    scopes,
    readsFhirContext: (client.smartVersion ?? '2.2') === '2.2',
    defaults: user === undefined ? {} : launchDefaults(instance),
  });
}

/** What every launch from an EHR has unless it says otherwise. Never stored: the style's address changes with the style (STD L7). */
function launchDefaults({ baseUrl, launchStyle, options }: OutboundSmartInstance): Readonly<Record<string, unknown>> {
  const { tenant } = options.launch;
  return { smart_style_url: baseUrl + launchStyle.path, ...(tenant !== undefined && { tenant }) };
}
