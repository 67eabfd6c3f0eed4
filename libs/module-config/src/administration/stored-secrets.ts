import { isSecretReference } from '#protocol/administration/secret-reference';
import { isRedacted } from '#protocol/json/redacted';
import { substituteVariables } from '../seed-variables.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { referenced } from './module-json.js';

/** Whether the text of an option stands for the secret that is stored, so that it stays. */
export type StandsForStored = (key: string, text: string) => boolean;

/**
 * Masks do, and so does what an export writes in place of this very secret, unless its variable has another value: then it was set to give one.
 */
export function standsForStored(
  {
    source,
    types,
  }: Pick<AdministrationParts, 'types'> & {
    readonly source: { readonly outside: Pick<AdministrationParts['source']['outside'], 'variables'> };
  },
  before: StoredModule,
): StandsForStored {
  return (key, text) => {
    const stored = before.options.get(key);
    // Where nothing is stored nobody knows of which kind the value was: some are secrets only for what they say.
    if (isRedacted(text)) return stored === undefined || types.isSecret(before.type, key, stored);
    if (stored === undefined || isSecretReference(stored) || text.trim() !== referenced(before, key)) return false;
    const { text: value, missing } = substituteVariables(text.trim(), source.outside.variables);
    return missing.length > 0 || value === stored;
  };
}
