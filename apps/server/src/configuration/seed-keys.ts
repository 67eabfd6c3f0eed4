import type { ConfigurationProblem } from '#module-config/property.port';

/** Key of the property that names the clients a module starts with. */
export function seedClientsKey(moduleId: string): string {
  return `module.${moduleId}.config.seed_clients.file`;
}

/** Key of the property that names the users a module starts with. */
export function seedUsersKey(moduleId: string): string {
  return `module.${moduleId}.config.seed.users.file`;
}

/** A mistake inside a seed file, with the property that names the file. */
export function seedProblem(
  key: string,
  { field, problem, remedy }: { readonly field: string; readonly problem: string; readonly remedy: string },
): ConfigurationProblem {
  return { key: `${key} → ${field}`, problem, remedy };
}
