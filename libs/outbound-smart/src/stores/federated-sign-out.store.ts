/** Where a person goes on after the sign-out at another server. */
export interface FederatedSignOut {
  readonly stateHash: string;
  readonly moduleId: string;
  /** The address of an app, checked when the person signed out; absent where there is none. */
  readonly location?: string;
  /** The app whose address it is. */
  readonly clientId?: string;
}

/** Where sign-outs wait for the person to come back from another server. */
export interface FederatedSignOutStore {
  add(signOut: FederatedSignOut, lifetimeSeconds: number): Promise<void>;
  /** Claims it: given to exactly one caller, ever. */
  claim(moduleId: string, stateHash: string): Promise<FederatedSignOut | undefined>;
}

/** DI token of {@link FederatedSignOutStore}. */
export const FEDERATED_SIGN_OUT_STORE = Symbol('FederatedSignOutStore');
