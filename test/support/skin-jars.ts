import { zipOf, type ZipPart, type ZipTail } from './zip-bytes.js';

/** Where the files of the skin lie in the JARs of the tests. */
export const SKIN_FOLDER = 'META-INF/resources/webjars/clinic/';

/** What a JAR is called by its `pom.properties`. */
export function pomPart(groupId: string, artifactId: string, version: string): ZipPart {
  const content = `# made by hand\ngroupId=${groupId}\nartifactId=${artifactId}\nversion=${version}\n`;
  return { name: `META-INF/maven/${groupId}/${artifactId}/pom.properties`, content };
}

/** The JAR of a skin with these files, by their paths in it, as `org.example:clinic:1.0`. */
export function skinJar(files: Readonly<Record<string, string | Buffer>>, version = '1.0'): Buffer {
  const parts = Object.entries(files).map(([path, content]) => ({ name: SKIN_FOLDER + path, content }));
  return zipOf([pomPart('org.example', 'clinic', version), ...parts]);
}

/** A sound JAR with something more in it. */
export function jarWith(parts: readonly ZipPart[], tail: ZipTail = {}): Buffer {
  return zipOf([{ name: `${SKIN_FOLDER}userlogin.html`, content: '<h1>Sign in</h1>' }, ...parts], tail);
}

/** A sign-in page that says this and can be answered: nothing of it keeps a skin from being worn. */
export function signInPage(text: string): string {
  return `<h1>${text}</h1><form method="post"><input name="username"><input name="password" type="password"></form>`;
}
