/** A change of keystores for the audit log. */
export interface KeystoreEvent {
  readonly moduleId: string;
  readonly kind: 'KEYSTORE_CHANGE';
  readonly outcome: 'success';
  readonly remoteAddress?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Where changes of keystores are put on record: the audit log, which stands beside this library. */
export interface KeystoreJournal {
  /** Resolves when the record is committed. */
  record(event: KeystoreEvent): Promise<void>;
}

/** Keystores belong to the cluster, not to the modules that sign with them (reference 1.1). */
export const CLUSTER_MODULE = 'clustermgr';
