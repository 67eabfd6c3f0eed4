import { createHash } from 'node:crypto';
import { isKept, contentFindings, nestedArchives } from './archive-content.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive/archive-limits.js';
import { ArchiveRefusal } from './archive/archive-refusal.js';
import { readArchive } from './archive/read-archive.js';
import { artifactFolder } from './artifact-folder.js';
import { fileFindings } from './file-findings.js';
import { identifiedSkin } from './identified-skin.js';
import { pomIdentities } from './pom-identity.js';
import type { SkinFinding } from './skin-finding.js';
import type { SkinIdentity } from './skin-identity.js';
import type { SkinPackage } from './skin-package.js';

/** What came of a JAR. */
export type ReadSkin =
  | { readonly kind: 'read'; readonly skin: SkinPackage; readonly findings: readonly SkinFinding[] }
  | { readonly kind: 'refused'; readonly finding: SkinFinding };

/** How a JAR is read. */
export interface SkinReading {
  readonly limits?: ArchiveLimits;
  /** What whoever brings it says that it is. */
  readonly declared?: SkinIdentity;
}

/**
 * Reads a skin from its JAR, in memory alone. Never throws for what is in a JAR (V-94, V-95): what is refused is refused as a whole, and says what to
 * change.
 */
export async function readSkinPackage(jar: Buffer, reading: SkinReading = {}): Promise<ReadSkin> {
  try {
    return { kind: 'read', ...(await skinOf(jar, reading)) };
  } catch (error) {
    if (!(error instanceof ArchiveRefusal)) throw error;
    const { problem, remedy, entry } = error;
    return {
      kind: 'refused',
      finding: { severity: 'error', ...(entry !== undefined && { file: entry }), problem, remedy },
    };
  }
}

async function skinOf(
  jar: Buffer,
  { limits = ARCHIVE_LIMITS, declared }: SkinReading,
): Promise<{ readonly skin: SkinPackage; readonly findings: readonly SkinFinding[] }> {
  const { files: archived, names } = await readArchive(jar, limits, isKept);
  const ofContent = [...contentFindings(names), ...nestedArchives(archived, names, limits)];
  const poms = pomIdentities(archived);
  const wanted = [...poms.map(({ artifactId }) => artifactId), declared?.artifactId ?? ''];
  const folder = artifactFolder(archived, wanted);
  const { identity, findings } = identifiedSkin({ folder, poms, ...(declared && { declared }) });
  const { files } = folder;
  const skin = { identity, sha256: createHash('sha256').update(jar).digest('hex'), files };
  return { skin, findings: [...findings, ...ofContent, ...fileFindings(files)] };
}
