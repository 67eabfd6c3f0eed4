import { ArchiveRefusal } from './archive/archive-refusal.js';
import { WEBJARS } from './archive-content.js';
import { isArtifactName, isVersionText } from './skin-identity.js';

/** The one folder of a JAR that is a skin. */
export interface ArtifactFolder {
  readonly artifactId: string;
  /** Of a folder in between, as ordinary WebJars have it; '' = there is none. */
  readonly version: string;
  /** By their paths in it. */
  readonly files: ReadonlyMap<string, Buffer>;
}

const LAYOUT = `Put the pages into ${WEBJARS}<artifactId>/, as gatehouse skin pack does`;

/**
 * The artifact folder of a JAR, with or without a folder for the version in it.
 * @param wanted artifact that something else says it is: it decides where there are several
 * @throws ArchiveRefusal
 */
export function artifactFolder(archived: ReadonlyMap<string, Buffer>, wanted: readonly string[]): ArtifactFolder {
  const below = within(archived, WEBJARS);
  const artifactId = theArtifact(below, wanted);
  const files = within(below, `${artifactId}/`);
  const version = versionFolder(files);
  return { artifactId, version, files: version === '' ? files : within(files, `${version}/`) };
}

function theArtifact(below: ReadonlyMap<string, Buffer>, wanted: readonly string[]): string {
  const folders = [...new Set([...below.keys()].filter((path) => path.includes('/')).map(firstPart))];
  if (folders.length === 0) throw new ArchiveRefusal(`has no files of a skin`, LAYOUT);
  const chosen = folders.length === 1 ? folders : folders.filter((folder) => wanted.includes(folder));
  const [artifactId = '', another] = chosen;
  if (artifactId === '' || another !== undefined)
    throw new ArchiveRefusal(`has several skins: ${folders.slice(0, 5).join(', ')}`, 'Pack one skin into a JAR');
  if (isArtifactName(artifactId)) return artifactId;
  throw new ArchiveRefusal(
    'has a name that no artifact has',
    'Name the folder by letters, digits, - _ and .',
    artifactId,
  );
}

/** Pages lie in the artifact folder itself: where there are none, and one folder which is not for static files, it is that of the version. */
function versionFolder(files: ReadonlyMap<string, Buffer>): string {
  const parts = new Set([...files.keys()].map((path) => (path.includes('/') ? firstPart(path) : '')));
  const [only = ''] = parts;
  return parts.size === 1 && only !== 'resources' && isVersionText(only) ? only : '';
}

function within(files: ReadonlyMap<string, Buffer>, folder: string): ReadonlyMap<string, Buffer> {
  const inside = [...files].filter(([path]) => path.startsWith(folder) && path.length > folder.length);
  return new Map(inside.map(([path, bytes]) => [path.slice(folder.length), bytes] as const));
}

function firstPart(path: string): string {
  return path.slice(0, path.indexOf('/'));
}
