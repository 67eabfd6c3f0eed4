import type { ArchiveLimits } from '../package/archive/archive-limits.js';
import { readIdentity } from '../package/skin-identity.js';
import { readSkinPackage } from '../package/read-skin-package.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinReportJson } from '../skin-library.port.js';
import { checkSkin } from '../check/check-skin.js';
import type { SkinReport } from '../check/skin-report.js';
import { compileToInspect, type CompiledSkin } from '../skin-pages/compiled-skin.js';
import { SkinProperties } from '../skin-properties.port.js';
import { findingJson } from './skin-view.js';
import { identityText } from '../package/skin-identity.js';

/** What came of a look at a JAR. */
export type InspectedSkin =
  | {
      readonly kind: 'read';
      readonly compiled: CompiledSkin;
      readonly report: SkinReport;
      readonly findings: readonly SkinFinding[];
    }
  | { readonly kind: 'refused'; readonly findings: readonly SkinFinding[] };

/** How a JAR is looked at. */
export interface SkinInspection {
  /** What whoever brings it says that it is, as `group:artifact:version`; '' = nothing. */
  readonly declared?: string;
  /** Of the module that is to wear it; without them those of a module that names no files. */
  readonly settings?: SkinProperties | undefined;
}

/**
 * Reads a JAR and looks at what is in it, between the requests: everything that is to be known before it is stored or activated. Never throws for what is in a JAR.
 */
export async function inspectedSkin(
  jar: Buffer,
  limits: ArchiveLimits,
  { declared = '', settings = new SkinProperties() }: SkinInspection = {},
): Promise<InspectedSkin> {
  const identity = declared === '' ? undefined : readIdentity(declared);
  if (declared !== '' && identity === undefined) return { kind: 'refused', findings: [NO_IDENTITY] };
  const read = await readSkinPackage(jar, { limits, ...(identity && { declared: identity }) });
  if (read.kind === 'refused') return { kind: 'refused', findings: [read.finding] };
  const compiled = await compileToInspect(read.skin);
  const report = await checkSkin(compiled, settings, read.findings);
  return { kind: 'read', compiled, report, findings: report.findings };
}

const NO_IDENTITY: SkinFinding = {
  severity: 'error',
  code: 'package',
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
  const { compiled, report } = inspected;
  const { identity, sha256, thymeleaf, pages, omitted } = report;
  return {
    ...{ ...told, isReadable: true, sha256, identity: identityText(identity), files: [...compiled.skin.files.keys()] },
    ...{ thymeleaf, pages, ...(omitted > 0 && { omitted }) },
  };
}
