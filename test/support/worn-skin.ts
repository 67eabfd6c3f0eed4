import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hiddenFields, type Fields, type Page, type Person } from './person.js';
import { skinJar } from './skin-jars.js';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.js';

/** A server whose module wears a skin of these files, with `skin.webjar_id` as its only setting. */
export async function wearing(
  skin: Readonly<Record<string, string | Buffer>>,
  options: TestServerOptions = {},
): Promise<{ readonly server: TestServer; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-skins-'));
  await writeFile(join(folder, 'clinic.jar'), skinJar(skin));
  const worn = [`gatehouse.skins.folder=${folder}`, 'module.smart_auth.config.skin.webjar_id=org.example:clinic:1.0'];
  const server = await startTestServer({ ...options, properties: [...worn, ...(options.properties ?? [])] });
  return { server, stop: () => server.stop().then(() => rm(folder, { recursive: true })) };
}

/** The files of the sample skin, by their paths in it. */
export function sampleSkin(): Readonly<Record<string, Buffer>> {
  const paths = readdirSync('skins/sample', { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join('skins/sample', path))]));
}

/** Sends the first form of a page to where it says, as a browser would: to the page itself where it says nothing. */
export async function sendForm(person: Person, page: Page, fields: Fields): Promise<Page> {
  const [, written = ''] = /<form[^>]* action="([^"]*)"/.exec(page.text) ?? [];
  return person.post(new URL(written, page.url).href, { ...hiddenFields(page), ...fields });
}

/** The `id` of a page that the skin made; `built-in …` of one that it did not, `answer` where the browser goes to the app. */
export function shownPage({ text, headers }: Page): string {
  if (headers.has('location')) return 'answer';
  const id = /id="page-([\w-]+)"/.exec(text)?.[1] ?? text.slice(0, 200);
  return text.includes('/skins/') ? id : `built-in ${id}`;
}
