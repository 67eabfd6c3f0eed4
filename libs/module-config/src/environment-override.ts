const PREFIX = 'GATEHOUSE__';

/**
 * Properties that the environment overrides (ruling 55): `GATEHOUSE__module__smart_auth__config__port` sets
 * `module.smart_auth.config.port`. Other variables, such as `GATEHOUSE_CONFIG`, are left alone.
 */
export function propertiesFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const overrides = Object.entries(environment).flatMap(([name, value]): [string, string][] =>
    name.startsWith(PREFIX) && value !== undefined ? [[name.slice(PREFIX.length).replaceAll('__', '.'), value]] : [],
  );
  return new Map(overrides);
}

/** The variable that overrides a property, such as `GATEHOUSE__node__id` for `node.id`. */
export function variableOf(key: string): string {
  return PREFIX + key.replaceAll('.', '__');
}
