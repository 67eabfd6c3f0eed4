import type { ConfigurationProblem } from '#module-config/property.port';
import type { SamlOptions } from './saml.options.js';

const DEPENDENCY = 'SECURITY_IN_SAML';

/** The SAML inbound module of an outbound module; undefined where SAML is off. */
export function samlModuleOf(requires: ReadonlyMap<string, string>, { enabled }: SamlOptions): string | undefined {
  return enabled ? (requires.get(DEPENDENCY) ?? '') : undefined;
}

/** The SAML module is a dependency of whoever leads people to its provider (product reference 1.2). */
export function samlProblems(
  { moduleId, requires }: { readonly moduleId: string; readonly requires: ReadonlyMap<string, string> },
  options: SamlOptions,
  samlModuleIds: ReadonlySet<string>,
): readonly ConfigurationProblem[] {
  const named = samlModuleOf(requires, options);
  if (named === undefined || samlModuleIds.has(named)) return [];
  const problem =
    named === ''
      ? 'is missing, but saml.enabled is true'
      : `names "${named}", which is no SAML module of this configuration`;
  const known = [...samlModuleIds].join(', ') || 'none is configured';
  const remedy = `Name a module of type SECURITY_IN_SAML (here: ${known}), or set saml.enabled=false.`;
  return [{ key: `module.${moduleId}.requires.${DEPENDENCY}`, problem, remedy }];
}
