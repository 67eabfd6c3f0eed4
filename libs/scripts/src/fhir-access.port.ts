import type { ScriptAsker } from './configured-script.port.js';

/** What a script wants to read of the FHIR server of its module. */
export interface FhirAsk {
  readonly moduleId: string;
  /** FHIR's name of the type. */
  readonly resourceType: string;
  /** For which run. */
  readonly asker?: ScriptAsker;
}

/** Why there is no token; the message says what to do, and is for the author of the script. */
export class FhirAccessError extends Error {
  override readonly name = 'FhirAccessError';
}

/** Lends tokens of this server, which FHIR servers believe; those who make tokens offer it. */
export interface FhirAccess {
  /**
   * Calls `use` with a token that may read and search the type, and does so in nobody's name but the server's.
   * @throws FhirAccessError; whatever `use` throws
   */
  during<T>(ask: FhirAsk, use: (token: string) => Promise<T>): Promise<T>;
}

/** Where scripts find who lends them tokens: libraries look down, so that it is brought here. */
export interface FhirAccessPlace {
  take(access: FhirAccess): void;
}

/** DI token of {@link FhirAccessPlace}. */
export const FHIR_ACCESS_PLACE = Symbol('FhirAccessPlace');
