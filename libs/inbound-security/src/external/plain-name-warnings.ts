import type { ConfigurationProblem } from '#module-config/property.port';

/** A module that makes accounts of people of other systems. */
export interface NamingModule {
  readonly moduleId: string;
  readonly options: { readonly takesPlainNames: boolean };
}

/** What an operator is told where another system chooses the names that people have here. */
export function plainNameWarnings({ moduleId, options }: NamingModule): readonly ConfigurationProblem[] {
  if (!options.takesPlainNames) return [];
  return [
    {
      key: `module.${moduleId}.config.username.plain`,
      problem:
        'is on: whoever may choose names at the other system may choose any that nobody has here, also one that looks like an administrator',
      remedy: 'Switch it off, unless all names of the other system are yours to give.',
    },
  ];
}
