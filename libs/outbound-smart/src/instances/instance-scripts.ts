import type { ConfiguredScript } from '#scripts/configured-script.port';
import { scriptProperty } from '#scripts/script-places.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** Scripts of an outbound module, and what those of its definitions run with. */
export interface InstanceScripts {
  /** `onSmartLoginPreContextSelection`, `onTokenGenerating` and `onPostAuthorize`; absent = there is none. */
  readonly postAuthorize?: ConfiguredScript;
  /** `authenticate` of CODAP; absent = there is none, or CODAP is off. */
  readonly codap?: ConfiguredScript;
}

/** The scripts that the properties name. Their `Fhir` asks the server in which people find what an app is to work on. */
export function instanceScripts(
  { script, codap, scriptEngine, contextSelection: { fhirBaseUrl } }: OutboundSmartOptions,
  { nodeId, moduleId }: { readonly nodeId: string; readonly moduleId: string },
): InstanceScripts {
  const settings = scriptSettings(scriptEngine, {
    nodeId,
    moduleId,
    ...(fhirBaseUrl !== undefined && { fhirBase: fhirBaseUrl }),
    ...(script.mayAdminister && { mayAdminister: true as const }),
  });
  const postAuthorize = configuredScript(scriptProperty.postAuthorize, script, settings);
  // Some installations have all their functions in one file (product reference 9.1).
  const authorization = codap.enabled
    ? (configuredScript(scriptProperty.codap, codap, settings) ?? postAuthorize)
    : undefined;
  return { ...(postAuthorize && { postAuthorize }), ...(authorization && { codap: authorization }) };
}
