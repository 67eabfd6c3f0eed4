/** A sign-in that is under way at another server. Only the hash of its `state` is stored. */
export interface FederatedSignIn {
  readonly stateHash: string;
  /** Number of the server definition: the answer counts at this server's callback alone (V-15). */
  readonly serverPid: number;
  readonly browserHash: string;
  /** What nobody else may know, sealed: see `federation/sign-in-memory.ts`. */
  readonly sealed: string;
  /** When the person was sent away, by the database's clock. */
  readonly startedAt: Date;
}

/** What is written when a person is sent to another server. */
export interface NewFederatedSignIn extends Omit<FederatedSignIn, 'startedAt'> {
  readonly moduleId: string;
  /** Of the browser. */
  readonly network: string;
  readonly lifetimeSeconds: number;
}

/** Where sign-ins wait for the answer of another server. */
export interface FederatedSignInStore {
  /** Undefined when it waits; the seconds until there is room, when as many of this network wait as may. */
  add(signIn: NewFederatedSignIn, mostOfNetwork: number): Promise<number | undefined>;
  /**
   * Claims the sign-in of a `state`: given to exactly one caller, ever, and burnt by whichever browser brings it (V-16). Undefined for one that is
   * unknown, spent, expired, or of another module.
   */
  claim(moduleId: string, stateHash: string): Promise<FederatedSignIn | undefined>;
  /** The browser got a new cookie: its sign-ins follow. */
  rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void>;
}

/** DI token of {@link FederatedSignInStore}. */
export const FEDERATED_SIGN_IN_STORE = Symbol('FederatedSignInStore');
