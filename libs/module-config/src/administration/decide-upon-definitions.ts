import { MOST_TRIES } from '#protocol/administration/until-current';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';

/** All definitions as they were at one moment. */
export interface SeenDefinitions {
  readonly all: readonly StoredModule[];
  /** See `ModuleDefinitionStore`: another one by now means that somebody has changed a definition since. */
  readonly revision: number;
}

/**
 * Decides upon a change with all definitions in view, since modules share ports, issuers and names, and decides again when somebody changed any of
 * them before it was written: of two changes that do not go together the second is refused.
 * @param decide answers `undefined` when it was overtaken
 */
export async function decideUponDefinitions<Outcome>(
  { definitions, source }: Pick<AdministrationParts, 'definitions' | 'source'>,
  decide: (seen: SeenDefinitions) => Promise<Outcome | undefined>,
): Promise<Outcome | { readonly kind: 'stale' }> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const revision = await definitions.revision();
    const outcome = await decide({ revision, all: await source.written() });
    if (outcome !== undefined) return outcome;
  }
  return { kind: 'stale' };
}
