import type { DefinedModule } from '#module-config/stored-by-definition.port';
import { functionsFor } from './called-functions.js';
import { codapEnabledProperty, scriptProperty } from './script-places.port.js';

/** What naming a script somewhere means. */
export interface MeantFunctions {
  /** Those that are called there; a source without any of them does nothing. */
  readonly called: readonly string[];
  /** Of these the ones without which nothing could ever succeed. */
  readonly required: readonly string[];
}

const AUTHENTICATE = ['authenticate'];

/**
 * Which functions a property of a module means: by the type of the module and by what else is set, since one property serves several.
 * @param property without `.file` and `.text`
 */
export function meantFunctions(property: string, { type, config }: DefinedModule): MeantFunctions {
  const all = functionsFor(property);
  const others = all.filter((name) => !AUTHENTICATE.includes(name));
  const isCodap = config.get(codapEnabledProperty)?.trim().toLowerCase() === 'true';
  const hasOwn = ['file', 'text'].some((kind) => (config.get(`${scriptProperty.codap}.${kind}`) ?? '').trim() !== '');
  switch (property) {
    case scriptProperty.callback:
      return type === 'SECURITY_IN_SCRIPTED'
        ? { called: AUTHENTICATE, required: AUTHENTICATE }
        : { called: others, required: [] };
    case scriptProperty.codap:
      return { called: all, required: isCodap ? AUTHENTICATE : [] };
    case scriptProperty.postAuthorize:
      return isCodap && !hasOwn ? { called: all, required: AUTHENTICATE } : { called: others, required: [] };
    default:
      return { called: all, required: [] };
  }
}
