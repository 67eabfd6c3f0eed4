import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Nobody but the script knows what people of other organisations may do (product document 11.16.6). */
export function codapProblems({
  options,
  scripts,
}: Pick<OutboundSmartInstance, 'options' | 'scripts'>): readonly ConfigurationProblem[] {
  if (!options.codap.enabled || scripts.codap !== undefined) return [];
  const remedy =
    'Write a script with the function authenticate and name it by codap.auth_script.file, or set codap.enabled=false.';
  return [{ key: 'codap.enabled', problem: 'is true, but there is no authorization script', remedy }];
}
