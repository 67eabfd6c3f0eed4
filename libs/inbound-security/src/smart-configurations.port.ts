/** What FHIR endpoints that a SMART inbound module protects say of the authorization server. */
export interface SmartConfigurations {
  /** Body of `/.well-known/smart-configuration` below the FHIR base; `undefined` for a module that does not run. */
  of(moduleId: string): Readonly<Record<string, unknown>> | undefined;
}

/** DI token of {@link SmartConfigurations}. */
export const SMART_CONFIGURATIONS = Symbol('SmartConfigurations');
