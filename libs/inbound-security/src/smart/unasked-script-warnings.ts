import type { ConfigurationProblem } from '#module-config/property.port';
import { callbackScriptOf } from '../callback-script-of.js';
import type { SmartInboundInstance } from './smart-inbound-instance.js';

/** What an operator is told who may expect the script to decide about tokens of our own modules. */
export function unaskedScriptWarnings(instance: SmartInboundInstance): readonly ConfigurationProblem[] {
  const { nodeId, moduleId, trustedModuleIds } = instance;
  if (trustedModuleIds.length === 0 || callbackScriptOf(instance) === undefined) return [];
  const trusted = trustedModuleIds.map((id) => `${nodeId}/${id}`).join(', ');
  return [
    {
      key: `module.${moduleId}.config.callback_script`,
      problem: `is asked about tokens of other servers alone, not about those of ${trusted}`,
      remedy:
        'Decide about people of this server where they sign in (callback_script of their inbound module), or about each token (post_authorize_script of the outbound module).',
    },
  ];
}
