import type { ConfigurationProblem } from '#module-config/property.port';

/** Key of the property that names the clients a module starts with. */
export function seedClientsKey(moduleId: string): string {
  return `module.${moduleId}.config.seed_clients.file`;
}

/** Key of the property that names the users a module starts with. */
export function seedUsersKey(moduleId: string): string {
  return `module.${moduleId}.config.seed.users.file`;
}

/** Key of the property that names the OpenID Connect servers a module knows at first. */
export function seedServersKey(moduleId: string): string {
  return `module.${moduleId}.config.seed_servers.file`;
}

/** Key of the property that names the keystores a cluster starts with. */
export function seedKeystoresKey(moduleId: string): string {
  return `module.${moduleId}.config.seed_keystores.file`;
}

/** What a library found in a seed file. */
export interface SeedFinding {
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A mistake inside a seed file, with the property that names the file. */
export function seedProblem(key: string, { field, problem, remedy }: SeedFinding): ConfigurationProblem {
  return { key: `${key} → ${field}`, problem, remedy };
}

/** What in a seed file is only warned of, as one line. */
export function seedWarning(key: string, finding: SeedFinding): string {
  const { key: place, problem, remedy } = seedProblem(key, finding);
  return `${place}: ${problem}. ${remedy}.`;
}
