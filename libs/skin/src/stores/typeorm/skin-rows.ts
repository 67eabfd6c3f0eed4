import type { SkinFinding } from '../../package/skin-finding.js';
import type { SkinIdentity } from '../../package/skin-identity.js';
import type { SkinEventKind, SkinOrigin, StoredSkin, StoredStep, WornSkin } from '../skin.store.js';

/** A row of `skin` without its bytes. */
export interface SkinRow {
  readonly sha256: string;
  readonly group_id: string;
  readonly artifact_id: string;
  readonly version: string;
  readonly file_name: string;
  readonly size: number;
  readonly report: readonly SkinFinding[];
  readonly origin: SkinOrigin;
  readonly stored_by: string;
  readonly stored_at: Date;
}

/** The same with the name that it was asked for by. */
export interface NamedRow extends SkinRow {
  readonly asked: string;
}

/** A row of `skin_worn` with the step it stands on. */
export interface WornRow {
  readonly module_id: string;
  readonly sha256: string | null;
  readonly webjar_id: string;
  readonly event_id: string | null;
  readonly from_sha256: string | null;
  readonly from_name: string | null;
  readonly under_id: string | null;
  readonly version: number;
  /** Of the skin, where it is stored. */
  readonly group_id: string | null;
  readonly artifact_id: string | null;
  readonly skin_version: string | null;
}

/** A row of `skin_event`. */
export interface StepRow {
  readonly kind: SkinEventKind;
  readonly from_sha256: string | null;
  readonly from_name: string;
  readonly to_sha256: string | null;
  readonly to_name: string;
  readonly webjar_id: string;
  readonly comment: string;
  readonly is_overridden: boolean;
  readonly author: string;
  readonly at: Date;
}

export function skinOf(row: SkinRow): StoredSkin {
  const { sha256, size, origin, report: findings } = row;
  const identity = { groupId: row.group_id, artifactId: row.artifact_id, version: row.version };
  const stored = { storedBy: row.stored_by, storedAt: row.stored_at };
  return { identity, sha256, size, origin, findings, fileName: row.file_name, ...stored };
}

export function wornOf(row: WornRow): WornSkin {
  const { module_id: moduleId, webjar_id: webjarId, version, sha256, event_id: id } = row;
  const step = id === null ? undefined : { id, fromName: row.from_name ?? '', ...stepEnds(row) };
  const identity = identityOf(row);
  return {
    ...{ moduleId, webjarId, version },
    ...(sha256 !== null && { sha256 }),
    ...(identity && { identity }),
    ...(step && { step }),
  };
}

export function stepOf(row: StepRow): StoredStep {
  const { kind, comment, author, at } = row;
  const names = { fromName: row.from_name, toName: row.to_name, webjarId: row.webjar_id };
  const ends = {
    ...(row.from_sha256 !== null && { from: row.from_sha256 }),
    ...(row.to_sha256 !== null && { to: row.to_sha256 }),
  };
  return { kind, comment, author, at, isOverridden: row.is_overridden, ...names, ...ends };
}

function identityOf({ group_id, artifact_id, skin_version }: WornRow): SkinIdentity | undefined {
  if (artifact_id === null) return undefined;
  return { groupId: group_id ?? '', artifactId: artifact_id, version: skin_version ?? '' };
}

function stepEnds({ from_sha256: from, under_id: under }: WornRow): { from?: string; under?: string } {
  return { ...(from !== null && { from }), ...(under !== null && { under }) };
}
