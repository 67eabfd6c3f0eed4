/** A person's approval of a client's scopes. */
export interface ApprovalKey {
  readonly moduleId: string;
  readonly clientId: string;
  readonly userPid: number;
}

/** Where approvals are remembered for clients with `rememberApprovedScopes`. */
export interface ApprovalStore {
  /** Scopes the person approved before; empty when there is no approval. */
  approvedScopes(key: ApprovalKey): Promise<readonly string[]>;
  /** Adds scopes to the remembered approval. */
  remember(key: ApprovalKey, scopes: readonly string[]): Promise<void>;
}

/** DI token of {@link ApprovalStore}. */
export const APPROVAL_STORE = Symbol('ApprovalStore');
