import type { Incarnated } from '#protocol/client/incarnation';

/** A person's approval of a client's scopes; what an archived client of the same id was allowed is another. */
export interface ApprovalKey extends Incarnated {
  readonly moduleId: string;
  readonly clientId: string;
  readonly userPid: number;
}

/** What was decided about the scopes on an approval page. */
export interface ApprovalAnswer {
  readonly shown: readonly string[];
  /** A part of `shown`. */
  readonly approved: readonly string[];
}

/** Where approvals are remembered for clients with `rememberApprovedScopes`. */
export interface ApprovalStore {
  /** Scopes the person approved before; empty when there is no approval. */
  approvedScopes(key: ApprovalKey): Promise<readonly string[]>;
  /**
   * Of the scopes that were shown, remembers the approved ones and forgets the others; those that were not shown stay as they were.
   * Atomic: two answers at once leave what the later one decided.
   */
  remember(key: ApprovalKey, answer: ApprovalAnswer): Promise<void>;
  /** Forgets the approval; nothing happens where there is none. */
  forget(key: ApprovalKey): Promise<void>;
}

/** DI token of {@link ApprovalStore}. */
export const APPROVAL_STORE = Symbol('ApprovalStore');
