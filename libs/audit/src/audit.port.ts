import type { RecordedAuthor } from '#protocol/administration/recorded-author';
import type { Decision } from '#protocol/decision/decision-trace';

/** Everything that is recorded; one kind per state change or refusal. */
export const auditKinds = [
  'SIGN_IN',
  'SIGN_OUT',
  'SECOND_FACTOR_CHANGE',
  'BACK_CHANNEL_LOGOUT',
  'PASSWORD_RESET',
  'USER_REGISTRATION',
  'TERMS_ACCEPTANCE',
  'APPROVAL',
  'AUTHORIZATION_CODE',
  'DEVICE_AUTHORIZATION',
  'TOKEN',
  'TOKEN_REVOCATION',
  'LAUNCH_CREATION',
  'LAUNCH_USE',
  'AUTHORIZATION_REFUSAL',
  'TOKEN_REFUSAL',
  'CLIENT_CHANGE',
  'INITIAL_ACCESS_TOKEN',
  'USER_CHANGE',
  'KEYSTORE_CHANGE',
  'SERVER_CHANGE',
  'ADMIN_REFUSAL',
  'MODULE_CHANGE',
  'SCRIPT',
  'SCRIPT_BENCH',
  'SCRIPT_CHANGE',
  'SKIN_CHANGE',
  'SKIN_PAGE',
  'SKIN_PREVIEW',
  'SEED',
] as const;

/** What happened. */
export type AuditKind = (typeof auditKinds)[number];

/** How it ended. */
export const auditOutcomes = ['success', 'failure'] as const;

/** One audit record. Never holds a secret, code or token: only `jti`, hashes and public ids. */
export interface AuditEvent {
  readonly moduleId: string;
  readonly kind: AuditKind;
  readonly outcome: (typeof auditOutcomes)[number];
  readonly clientId?: string;
  readonly userPid?: number;
  readonly username?: string;
  /** What was typed as a user name that nobody may have, and that may be a password therefore: kept as a mask of it, in place of `username`. */
  readonly typedName?: string;
  readonly remoteAddress?: string;
  /** Ties the steps of one authorization flow together. */
  readonly flowId?: string;
  /** The reference number of a refusal: in its log line, and on the page where a person sees one. */
  readonly errorReference?: string;
  readonly errorCode?: string;
  readonly jti?: string;
  readonly codeHash?: string;
  /** Public id of the token family. */
  readonly grantId?: string;
  /** Who made a change; everything else speaks of whom or what it was about. */
  readonly author?: RecordedAuthor;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Why it was decided so (ruling 54). */
  readonly trace?: readonly Decision[];
}

/** The audit log: append only, in PostgreSQL, never dropped and never inside a transaction that may roll back (R-21, F-57). */
export interface AuditLog {
  /**
   * Resolves when the record is committed. Records of concurrent callers share one commit.
   * @throws DatabaseUnavailableError the queue is full or the database cannot take the record; the caller must not hand out what it was about to
   */
  record(event: AuditEvent): Promise<void>;
}

/** Injection token of {@link AuditLog}. */
export const AUDIT_LOG = Symbol('AuditLog');
