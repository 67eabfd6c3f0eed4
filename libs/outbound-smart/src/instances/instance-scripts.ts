import type { ConfiguredScript } from '#scripts/configured-script.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** Scripts of an outbound module, and what those of its definitions run with. */
export interface InstanceScripts {
  /** `onSmartLoginPreContextSelection`, `onTokenGenerating` and `onPostAuthorize`; absent = there is none. */
  readonly postAuthorize?: ConfiguredScript;
}

/** The scripts that the properties name. Their `Fhir` asks the server in which people find what an app is to work on. */
export function instanceScripts(
  { script, scriptEngine, contextSelection: { fhirBaseUrl } }: OutboundSmartOptions,
  { nodeId, moduleId }: { readonly nodeId: string; readonly moduleId: string },
): InstanceScripts {
  const settings = scriptSettings(scriptEngine, {
    nodeId,
    moduleId,
    ...(fhirBaseUrl !== undefined && { fhirBase: fhirBaseUrl }),
  });
  const postAuthorize = configuredScript('post_authorize_script', script, settings);
  return postAuthorize === undefined ? {} : { postAuthorize };
}
