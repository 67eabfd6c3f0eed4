import type { ContextNeed } from '#protocol/smart/context-need';
import type { ContextChoice } from './context-choice.js';

/**
 * What counts for a need of everything that is preset, by default or by a script. A visit is that of one patient: it counts only beside the patient
 * who alone is preset with it.
 * @param patient id of the one in context; absent = none is
 */
export function presetFor(
  need: ContextNeed,
  preset: readonly ContextChoice[],
  patient: string | undefined,
): readonly ContextChoice[] {
  const patients = ofType(preset, 'patient');
  const isForeign = patient !== undefined && (patients.length !== 1 || patients[0]?.id !== patient);
  return need.type === 'encounter' && isForeign ? [] : ofType(preset, need.type);
}

/** Those of a type, each once. */
function ofType(choices: readonly ContextChoice[], type: string): readonly ContextChoice[] {
  const ofThis = choices.filter(({ resourceType }) => resourceType.toLowerCase() === type);
  return [...new Map(ofThis.map((choice) => [choice.id, choice])).values()];
}
