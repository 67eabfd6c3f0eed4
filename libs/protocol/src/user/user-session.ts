import type { Authority } from './authority.js';

/** A resource that the person works with unless the launch says otherwise, such as contextType `patient`, resourceId `Patient/123`. */
export interface LaunchContextEntry {
  readonly contextType: string;
  readonly resourceId: string;
}

/** A resource of the session's launch, such as resourceType `patient`, resourceId `123`. */
export interface LaunchResourceId {
  readonly resourceType: string;
  readonly resourceId: string;
}

/**
 * What an inbound module knows of a signed-in person. The names are the product's, because callback scripts see this very object.
 * It holds no credential and no account state: whether the person may still sign in is asked of the user directory each time.
 */
export interface UserSessionDetails {
  /** Internal number, never reused and never changed, also when the person is renamed. */
  readonly pid: number;
  readonly nodeId: string;
  /** The inbound module that owns the account. */
  readonly moduleId: string;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  /** True when another system (a directory, an identity provider) keeps the account. */
  readonly external: boolean;
  readonly notes: string;
  readonly authorities: readonly Authority[];
  readonly defaultLaunchContexts: readonly LaunchContextEntry[];
  /** Absolute URL of the FHIR resource that stands for the person; absent when none is known. */
  readonly fhirUserUrl?: string;
  /** Resources that a script put into every launch of the session. */
  readonly launchResources?: readonly LaunchResourceId[];
  /** What a script keeps with the session. */
  readonly userData?: Readonly<Record<string, unknown>>;
}
