import type { Authority } from '#protocol/user/authority';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { ConfiguredScript, ScriptOccasion } from './configured-script.port.js';

/** A CODAP request whose two tokens were verified (product reference 3.8, 18.1). */
export interface CodapCall {
  readonly script: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  /** FHIR Practitioner resource. */
  readonly requestingPractitioner: Readonly<Record<string, unknown>>;
  /** FHIR Patient resource; scripts see its `id` with the type. */
  readonly requestedRecord: Readonly<Record<string, unknown>>;
  /** The verified JWTs as they came, and their claims. */
  readonly authenticationToken: { readonly raw: string; readonly claims: Readonly<Record<string, unknown>> };
  readonly authorizationToken: { readonly raw: string; readonly claims: Readonly<Record<string, unknown>> };
}

/** What the script decided. */
export type CodapVerdict =
  | {
      readonly kind: 'success';
      /** Identifies the person uniquely. */
      readonly username: string;
      /** Those that the module lets its scripts give (ruling 37). */
      readonly authorities: readonly Authority[];
      readonly familyName?: string;
      readonly givenName?: string;
      readonly email?: string;
      readonly fhirUserUrl?: string;
      /** Resources that are in context beside the record, and what the script keeps with the session: for this token alone. */
      readonly session: Pick<SignInDetails, 'launchResources' | 'userData'>;
    }
  | {
      readonly kind: 'failure';
      /** For the log and the audit record (ruling 14). */
      readonly message: string;
      readonly incorrectPassword: boolean;
      readonly unknownUsername: boolean;
    };

/** The authorization script of CODAP (property `codap.auth_script`). */
export interface CodapScript {
  /**
   * `authenticate`: who the person is here, and what they may do.
   * @throws ScriptFailure — it failed, or there is no such function: no token (ruling 14)
   */
  authenticate(call: CodapCall): Promise<CodapVerdict>;
}

/** DI token of {@link CodapScript}. */
export const CODAP_SCRIPT = Symbol('CodapScript');
