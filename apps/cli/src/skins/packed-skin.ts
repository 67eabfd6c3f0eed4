import { ZipFile } from 'yazl';
import type { SkinIdentity } from '#skin/package/skin-identity';
import { WEBJARS } from '#skin/package/archive-content';
import { SKIN_JSON } from './skin-folder-files.js';

/** One time for all files, the first that a ZIP archive knows: the same folder gives the same bytes. */
const options = { mtime: new Date(Date.UTC(1980, 0, 1, 12)), mode: 0o100644, forceDosTimestamp: true };

/** The JAR of a skin, as a WebJar that Maven would make. @param files by their paths in the skin, sorted */
export async function packedSkin(identity: SkinIdentity, files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const { groupId, artifactId, version } = identity;
  const jar = new ZipFile();
  const properties = `groupId=${groupId}\nartifactId=${artifactId}\nversion=${version}\n`;
  jar.addBuffer(Buffer.from('Manifest-Version: 1.0\r\n\r\n'), 'META-INF/MANIFEST.MF', options);
  jar.addBuffer(Buffer.from(properties), `META-INF/maven/${groupId}/${artifactId}/pom.properties`, options);
  for (const [path, bytes] of files)
    if (path !== SKIN_JSON) jar.addBuffer(bytes, `${WEBJARS}${artifactId}/${path}`, options);
  jar.end();
  const chunks: Buffer[] = [];
  for await (const chunk of jar.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
