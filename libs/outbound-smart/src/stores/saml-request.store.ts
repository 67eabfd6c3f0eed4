/** A request that waits for the answer of a SAML identity provider. Only the hash of its id is stored. */
export interface SamlRequestRow {
  readonly moduleId: string;
  readonly requestHash: string;
  /** The SAML inbound module at whose provider the person is: the answer counts for this one alone. */
  readonly samlModuleId: string;
  readonly browserHash: string;
  /** Whether the provider was told to ask the person again. */
  readonly isRenewed: boolean;
  /** Handle of what the person signs in for: see `saml/saml-memories.ts`. */
  readonly sealed: string;
}

/** What is written when a person is sent to the provider. */
export interface NewSamlRequest extends SamlRequestRow {
  /** Of the browser. */
  readonly network: string;
  readonly lifetimeSeconds: number;
}

/** A request while it waits. */
export interface WaitingSamlRequest extends SamlRequestRow {
  /** By the database's clock. */
  readonly startedAt: Date;
}

/** What came of a request, under the one-time value by which its browser fetches it. */
export interface NewSamlOutcome {
  readonly moduleId: string;
  readonly requestHash: string;
  readonly outcomeHash: string;
  readonly sealed: string;
  readonly lifetimeSeconds: number;
}

/** A claimed outcome. */
export interface SamlOutcome {
  readonly samlModuleId: string;
  /** The browser that may have it. */
  readonly browserHash: string;
  readonly sealed: string;
}

/** Where sign-ins at SAML identity providers wait: first for the answer, then for the browser to fetch what came of it. */
export interface SamlRequestStore {
  /** Undefined when it waits; the seconds until there is room, when as many of this network wait as may. */
  add(request: NewSamlRequest, mostOfNetwork: number): Promise<number | undefined>;
  /** While it waits. */
  find(moduleId: string, requestHash: string): Promise<WaitingSamlRequest | undefined>;
  /** Claims the request for its answer and keeps what came of it, in one statement: true for exactly one answer (V-32). */
  answer(outcome: NewSamlOutcome): Promise<boolean>;
  /** Claims an outcome: given to exactly one caller, ever, and burnt by whichever browser brings it (V-16). */
  claimOutcome(moduleId: string, outcomeHash: string): Promise<SamlOutcome | undefined>;
  /** The browser got a new cookie: its sign-ins follow. */
  rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void>;
}

/** DI token of {@link SamlRequestStore}. */
export const SAML_REQUEST_STORE = Symbol('SamlRequestStore');
