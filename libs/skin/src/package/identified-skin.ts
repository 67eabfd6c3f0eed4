import { ArchiveRefusal } from './archive/archive-refusal.js';
import type { ArtifactFolder } from './artifact-folder.js';
import type { SkinFinding } from './skin-finding.js';
import { identityText, isSameIdentity, type SkinIdentity } from './skin-identity.js';

/** Who says what a skin is called. */
export interface IdentitySources {
  readonly folder: Pick<ArtifactFolder, 'artifactId' | 'version'>;
  /** What `pom.properties` say. */
  readonly poms: readonly SkinIdentity[];
  /** What whoever brings it says. */
  readonly declared?: SkinIdentity;
}

/**
 * What a skin is called, and what there is to say of how that was found out.
 * @throws ArchiveRefusal it is not what it is declared to be
 */
export function identifiedSkin({ folder, poms, declared }: IdentitySources): {
  readonly identity: SkinIdentity;
  readonly findings: readonly SkinFinding[];
} {
  const pom = poms.find(({ artifactId }) => artifactId === folder.artifactId);
  const { artifactId } = folder;
  const own = { groupId: pom?.groupId ?? '', artifactId, version: pom?.version || folder.version };
  if (declared !== undefined && !isSameIdentity(own, declared)) throw another(own, declared);
  const identity = {
    groupId: own.groupId || (declared?.groupId ?? ''),
    artifactId,
    version: own.version || (declared?.version ?? ''),
  };
  const findings = [...pomFindings(folder, poms, pom), ...unknownParts(identity)];
  return { identity, findings };
}

function another(own: SkinIdentity, declared: SkinIdentity): ArchiveRefusal {
  const problem = `is ${identityText(own)} and not ${identityText(declared)}`;
  return new ArchiveRefusal(problem, 'Name the skin as the JAR does, or bring the other JAR');
}

function pomFindings(
  folder: IdentitySources['folder'],
  poms: readonly SkinIdentity[],
  pom: SkinIdentity | undefined,
): readonly SkinFinding[] {
  const [other] = poms;
  if (pom === undefined && other !== undefined)
    return [warning(`is called ${folder.artifactId} by its folder and ${other.artifactId} by its pom.properties`)];
  const isOtherVersion =
    pom !== undefined && pom.version !== '' && folder.version !== '' && pom.version !== folder.version;
  return isOtherVersion
    ? [warning(`is of version ${folder.version} by its folder and ${pom.version} by its pom.properties`)]
    : [];
}

function warning(problem: string): SkinFinding {
  return { severity: 'warning', problem, remedy: 'Pack it again so that both say the same' };
}

function unknownParts(identity: SkinIdentity): readonly SkinFinding[] {
  const unknown = (['groupId', 'version'] as const).filter((part) => identity[part] === '');
  if (unknown.length === 0) return [];
  const said = unknown.join(' and ');
  const problem = `does not say its ${said}: skin.webjar_id may name it with any ${said}`;
  return [
    { severity: 'note', problem, remedy: 'Pack it with Maven or gatehouse skin pack, which write pom.properties' },
  ];
}
