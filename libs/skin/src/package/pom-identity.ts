import { isPomProperties } from './archive-content.js';
import { isArtifactName, isVersionText, type SkinIdentity } from './skin-identity.js';
import { bundleText } from './skin-text.js';

/** Bytes of the longest `pom.properties` that is read: three lines are in it. */
const LONGEST = 16 * 1024;

/** What Maven says of the artifacts that a JAR was made of; parts that cannot be are ''. */
export function pomIdentities(files: ReadonlyMap<string, Buffer>): readonly SkinIdentity[] {
  return [...files].flatMap(([name, bytes]) => (isPomProperties(name) ? [pomIdentity(bytes)] : []));
}

function pomIdentity(bytes: Buffer): SkinIdentity {
  const { text } = bundleText(bytes.subarray(0, LONGEST));
  const values = new Map(text.split(/\r\n|\r|\n/).flatMap(assignment));
  const [groupId = '', artifactId = '', version = ''] = ['groupId', 'artifactId', 'version'].map((key) =>
    values.get(key),
  );
  return {
    groupId: isArtifactName(groupId) ? groupId : '',
    artifactId: isArtifactName(artifactId) ? artifactId : '',
    version: isVersionText(version) ? version : '',
  };
}

function assignment(line: string): readonly (readonly [string, string])[] {
  const sign = line.search(/[=:]/);
  if (sign < 0 || /^\s*[#!]/.test(line)) return [];
  return [[line.slice(0, sign).trim(), line.slice(sign + 1).trim()]];
}
