import type { ConfigurationProblem } from '#module-config/property.port';

/** An outbound module as far as people make their own accounts there. */
export interface RegisteringModule {
  readonly moduleId: string;
  readonly registrationModuleId?: string;
  /** How it sends mail; absent where it sends none. */
  readonly mail?: object;
}

/** A local inbound module as far as it lets people make accounts. */
export interface RegisteredModule {
  readonly moduleId: string;
  readonly options: { readonly selfRegistration: { readonly enabled: boolean } };
}

/** Registration takes two modules and mail; where one of these is missing there is no page, and nothing else would say so. */
export function registrationWarnings(
  outbound: readonly RegisteringModule[],
  local: readonly RegisteredModule[],
): readonly ConfigurationProblem[] {
  const open = local.filter(({ options }) => options.selfRegistration.enabled).map(({ moduleId }) => moduleId);
  const named = outbound.filter(({ registrationModuleId }) => registrationModuleId !== undefined);
  return [
    ...named.flatMap((module) => registeringWarnings(module, open)),
    ...open
      .filter((moduleId) => named.every(({ registrationModuleId }) => registrationModuleId !== moduleId))
      .map(unnamedWarning),
  ];
}

function registeringWarnings(
  { moduleId, registrationModuleId = '', mail }: RegisteringModule,
  open: readonly string[],
): readonly ConfigurationProblem[] {
  const key = `module.${moduleId}.requires.SECURITY_USER_SELF_REGISTRATION`;
  if (!open.includes(registrationModuleId)) {
    const problem = `names ${registrationModuleId}, whose user_self_registration.enabled is not on: nobody can register`;
    return [{ key, problem, remedy: 'Switch it on there, or take the line out.' }];
  }
  if (mail !== undefined) return [];
  const problem = 'is set, but the module sends no mail: nobody can register';
  return [{ key, problem, remedy: 'Set mail.smtp.host and email.from_address of this module, or take the line out.' }];
}

function unnamedWarning(moduleId: string): ConfigurationProblem {
  return {
    key: `module.${moduleId}.config.user_self_registration.enabled`,
    problem: 'is on, but no outbound module names this one: nobody can register',
    remedy: `Write requires.SECURITY_USER_SELF_REGISTRATION=${moduleId} at a module of type SECURITY_OUT_SMART that sends mail.`,
  };
}
