import type { ArchiveLimits } from '../package/archive/archive-limits.js';
import { readIdentity } from '../package/skin-identity.js';
import { readSkinPackage } from '../package/read-skin-package.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinReportJson } from '../skin-library.port.js';
import { compileSkin, type CompiledSkin } from '../skin-pages/compiled-skin.js';
import { findingJson } from './skin-view.js';
import { identityText } from '../package/skin-identity.js';

/** What came of a look at a JAR. */
export type InspectedSkin =
  | { readonly kind: 'read'; readonly compiled: CompiledSkin; readonly findings: readonly SkinFinding[] }
  | { readonly kind: 'refused'; readonly findings: readonly SkinFinding[] };

/**
 * Reads a JAR and compiles what is in it: everything that is to be known before it is stored or activated. Never throws for what is in a JAR.
 * @param declared what whoever brings it says that it is, as `group:artifact:version`; '' = nothing
 */
export async function inspectedSkin(jar: Buffer, limits: ArchiveLimits, declared = ''): Promise<InspectedSkin> {
  const identity = declared === '' ? undefined : readIdentity(declared);
  if (declared !== '' && identity === undefined) return { kind: 'refused', findings: [NO_IDENTITY] };
  const read = await readSkinPackage(jar, { limits, ...(identity && { declared: identity }) });
  if (read.kind === 'refused') return { kind: 'refused', findings: [read.finding] };
  const compiled = compileSkin(read.skin);
  return { kind: 'read', compiled, findings: [...read.findings, ...compiled.findings] };
}

const NO_IDENTITY: SkinFinding = {
  severity: 'error',
  problem: 'is declared to be something that no skin is called',
  remedy: 'Write group:artifact:version, such as org.example:clinic:1.0',
};

/** Whether nothing keeps a skin from being activated. */
export function isSound(findings: readonly SkinFinding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}

/** The same as administrators see it. */
export function skinReport(inspected: InspectedSkin): SkinReportJson {
  const { findings } = inspected;
  const told = { isSound: isSound(findings), findings: findings.map(findingJson) };
  if (inspected.kind === 'refused') return { ...told, isReadable: false, isSound: false };
  const { identity, sha256, files } = inspected.compiled.skin;
  return { ...told, isReadable: true, sha256, identity: identityText(identity), files: [...files.keys()] };
}
