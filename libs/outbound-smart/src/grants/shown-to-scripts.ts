import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { shownParameters, type ShownParameters } from '#protocol/oauth2/shown-parameters';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Those of a request's parameters that the module shows to its scripts (`auth_request_detail.whitelist`), to be spread into what keeps them. */
export function shownToScripts(
  { options }: OutboundSmartInstance,
  parameters: FormParameters,
): { readonly shownParameters?: ShownParameters } {
  const shown = shownParameters(parameters, options.script.shownParameters);
  return shown === undefined ? {} : { shownParameters: shown };
}
