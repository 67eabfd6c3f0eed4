import type { AuthorityShape } from './granted-authority.js';

/** A person and their session as JSON, as the host sends it. Texts that are empty are null for scripts. */
export interface SessionShape {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly external: boolean;
  readonly notes: string;
  readonly authorities: readonly AuthorityShape[];
  readonly defaultLaunchContexts: readonly { readonly contextType: string; readonly resourceId: string }[];
  readonly fhirUserUrl?: string;
  readonly launchResourceIds: readonly { readonly resourceType: string; readonly resourceId: string }[];
  readonly userData?: Readonly<Record<string, unknown>>;
}

/** What a script left of it, as JSON. The host believes nothing of this, not even its form. */
export interface ScriptedSession {
  readonly username: unknown;
  readonly familyName: unknown;
  readonly givenName: unknown;
  readonly email: unknown;
  readonly notes: unknown;
  readonly authorities: readonly AuthorityShape[];
  readonly defaultLaunchContexts: readonly unknown[];
  readonly fhirUserUrl: unknown;
  readonly launchResourceIds: readonly unknown[];
  readonly userData: unknown;
  /** What `addFhirContext` added. */
  readonly fhirContext: readonly { readonly reference: string; readonly role?: string }[];
}

/** Of nobody yet: what `newSuccess()` starts from. */
export const emptySession: SessionShape = {
  nodeId: '',
  moduleId: '',
  username: '',
  familyName: '',
  givenName: '',
  email: '',
  external: false,
  notes: '',
  authorities: [],
  defaultLaunchContexts: [],
  launchResourceIds: [],
};
