import { ArchiveRefusal } from './archive/archive-refusal.js';
import type { ArchiveLimits } from './archive/archive-limits.js';
import type { SkinFinding } from './skin-finding.js';
import { fileEnding } from '../static/static-file-type.js';

/** Where everything of a WebJar lies (WebJars: "How are WebJars made"). */
export const WEBJARS = 'META-INF/resources/webjars/';

const ARCHIVES = new Set(['jar', 'war', 'ear', 'aar', 'zip', '7z', 'rar', 'tar', 'gz', 'tgz', 'bz2', 'xz', 'zst']);
const ZIP_SIGNATURE = 'PK\u0003\u0004';
/** What people put beside the folder of a JAR, and no program reads. */
const KNOWN_BESIDE = /^(?:LICEN[CS]E|NOTICE|README|CHANGELOG|COPYING|AUTHORS)(?:[-._][A-Za-z0-9]{1,20}){0,2}$/i;

/** Whether a file of a JAR is read: those of the WebJar, and what says who it is. */
export function isKept(name: string): boolean {
  return (name.startsWith(WEBJARS) && !isClass(name)) || isPomProperties(name);
}

/** Whether it is what Maven writes of the artifact that it has made. */
export function isPomProperties(name: string): boolean {
  return /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(name);
}

/**
 * What is noteworthy about the files of a JAR, by their names alone.
 * @throws ArchiveRefusal what no skin has
 */
export function contentFindings(names: readonly string[]): readonly SkinFinding[] {
  const beside = names.find((name) => !name.startsWith('META-INF/') && !isClass(name) && !KNOWN_BESIDE.test(name));
  if (beside !== undefined) throw outside(beside);
  const classes = names.filter(isClass);
  return [
    ...(classes.length === 0 ? [] : [ignoredClasses(classes)]),
    ...names.filter((name) => name.startsWith('META-INF/resources/') && !name.startsWith(WEBJARS)).map(elsewhere),
  ];
}

/** Archives within the archive, whose content nobody has looked at. @throws ArchiveRefusal where they are refused */
export function nestedArchives(
  files: ReadonlyMap<string, Buffer>,
  names: readonly string[],
  { nestedArchives: rule }: Pick<ArchiveLimits, 'nestedArchives'>,
): readonly SkinFinding[] {
  const isArchive = (name: string): boolean => ARCHIVES.has(fileEnding(name)) || startsAsZip(files.get(name));
  const nested = names.filter(isArchive);
  const remedy = 'Leave it out';
  const [first] = nested;
  if (first !== undefined && rule === 'refused')
    throw new ArchiveRefusal('is an archive within the JAR', remedy, first);
  return nested.map((file) => ({ severity: 'warning', file, problem: 'is an archive, which is ignored', remedy }));
}

function startsAsZip(bytes: Buffer | undefined): boolean {
  return bytes?.subarray(0, ZIP_SIGNATURE.length).toString('latin1') === ZIP_SIGNATURE;
}

function isClass(name: string): boolean {
  return fileEnding(name) === 'class';
}

function outside(name: string): ArchiveRefusal {
  return new ArchiveRefusal(
    'lies outside META-INF',
    `Put it below ${WEBJARS}<artifactId>/, as gatehouse skin pack does, or leave it out`,
    name,
  );
}

function ignoredClasses(classes: readonly string[]): SkinFinding {
  const what = classes.length === 1 ? 'a compiled class' : `${String(classes.length)} compiled classes`;
  const problem = `holds ${what} of Java, which nothing here runs`;
  return { severity: 'warning', problem, remedy: 'Leave out what is compiled' };
}

function elsewhere(file: string): SkinFinding {
  const problem = 'lies beside the WebJar and is ignored';
  return { severity: 'warning', file, problem, remedy: `Put it below ${WEBJARS}<artifactId>/, or leave it out` };
}
