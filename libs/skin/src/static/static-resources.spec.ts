import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStaticResources, versionedPath } from './static-resources.js';

describe('static resources', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'assets-'))));
  afterEach(() => rm(folder, { recursive: true }));

  test.each(['page.html', 'script.mjs', 'notes.txt', '.env'])('refuses to serve %s', async (name) => {
    await writeFile(join(folder, name), 'x');

    await expect(loadStaticResources(folder)).rejects.toThrow(name);
  });

  test('links change with the content', async () => {
    await writeFile(join(folder, 'a.css'), 'one');
    const before = versionedPath(await loadStaticResources(folder), 'a.css');
    await writeFile(join(folder, 'a.css'), 'two');

    const after = versionedPath(await loadStaticResources(folder), 'a.css');

    expect(before).toMatch(/^\/resources\/a\.css\?v=[\w-]{16}$/);
    expect(after).not.toBe(before);
  });

  test('a link to a file that is not there is an error', async () => {
    const resources = await loadStaticResources(folder);

    expect(() => versionedPath(resources, '__proto__')).toThrow();
  });
});
