import { firstOf } from '#protocol/first-of';
import { propertyReport } from '../catalogue/property-report.js';
import type { ModuleTypes } from '../module-types.port.js';
import type { NewModule } from '../stores/module-definition.store.js';

/** Most options in one sentence: of a report, and of an answer, whose headers are short. */
const MOST_REPORTED = 60;
const MOST_ANSWERED = 5;

/**
 * What nothing here reads, one sentence for each reason (ruling 55).
 * @param among only of these options, as an answer tells it; else of all
 */
export function withoutEffectWarnings(
  types: Pick<ModuleTypes, 'propertiesOf'>,
  { moduleId, type, options }: NewModule,
  among?: readonly string[],
): readonly string[] {
  const written = [...options].filter(([key]) => among?.includes(key) ?? true);
  const config = new Map(written.map(([key, value]) => [key, { value, origin: 'database' as const }]));
  const { withoutEffect } = propertyReport(moduleId, types.propertiesOf(type), config);
  return withoutEffect.map(({ keys, reason, instead }) => {
    const use = instead === undefined ? '' : ` Use ${instead}.`;
    return `no effect here: ${firstOf(keys, among === undefined ? MOST_REPORTED : MOST_ANSWERED)}. ${reason}${use}`;
  });
}
