import type { AuthenticationOutcome } from '#protocol/user/authentication-outcome';

/** The verified contents of a cross-organization request (product reference 3.8, 18.1). */
export interface CodapScriptRequest {
  readonly moduleId: string;
  /** FHIR Practitioner resource. */
  readonly requestingPractitioner: Readonly<Record<string, unknown>>;
  /** FHIR Patient resource. */
  readonly requestedRecord: Readonly<Record<string, unknown>>;
  readonly authenticationClaims: Readonly<Record<string, unknown>>;
  readonly authorizationClaims: Readonly<Record<string, unknown>>;
}

/** The authorization script of CODAP (property `codap.auth_script`). */
export interface CodapScript {
  authenticate(request: CodapScriptRequest): Promise<AuthenticationOutcome>;
}

/** DI token of {@link CodapScript}. */
export const CODAP_SCRIPT = Symbol('CodapScript');
