import type { ConfigurationProblem } from '#module-config/property.port';

/** What modules a configuration has for an outbound module. */
export interface RegistrationModules {
  readonly moduleId: string;
  readonly inboundModuleId: string;
  readonly registrationModuleId?: string;
  /** Those that can check user names and passwords. */
  readonly inboundModuleIds: ReadonlySet<string>;
}

/** People who register have to be found again when they sign in. */
export function registrationModuleProblems(modules: RegistrationModules): readonly ConfigurationProblem[] {
  const { moduleId, inboundModuleId, registrationModuleId, inboundModuleIds } = modules;
  if (registrationModuleId === undefined || registrationModuleId === inboundModuleId) return [];
  const problem = inboundModuleIds.has(registrationModuleId)
    ? `names "${registrationModuleId}", but people sign in here at ${inboundModuleId}: who registers could not sign in`
    : `names "${registrationModuleId}", which is no inbound module of this configuration`;
  const remedy = `Name ${inboundModuleId === '' ? 'the module of SECURITY_IN_UP' : inboundModuleId}, or take the line out.`;
  return [{ key: `module.${moduleId}.requires.SECURITY_USER_SELF_REGISTRATION`, problem, remedy }];
}
