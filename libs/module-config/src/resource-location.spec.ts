import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readResource, ResourceLocationError } from './resource-location.js';

let working: string;
let configuration: string;

beforeAll(async () => {
  working = await realpath(await mkdtemp(join(tmpdir(), 'gatehouse-resource-')));
  configuration = join(working, 'config');
  await mkdir(join(configuration, 'seeds'), { recursive: true });
  await writeFile(join(configuration, 'keys.jwks'), 'keys');
  await writeFile(join(configuration, 'seeds', 'users.json'), 'users');
  await writeFile(join(working, 'outside.txt'), 'outside');
  await mkdir(join(working, 'config-other'));
  await writeFile(join(working, 'config-other', 'a.txt'), 'other');
  execFileSync('mkfifo', [join(working, 'pipe')]);
  await symlink(join(working, 'outside.txt'), join(configuration, 'link.txt'));
  await symlink(working, join(configuration, 'up'));
  await symlink(join(configuration, 'keys.jwks'), join(configuration, 'current.jwks'));
});

afterAll(() => rm(working, { recursive: true }));

const read = (location: string): Promise<string> => readResource(location, { working, configuration });

test.each(['classpath:keys.jwks', 'classpath:/keys.jwks', 'classpath://keys.jwks', ' classpath:current.jwks '])(
  'ruling 2: %s is in the configuration folder',
  async (location) => {
    await expect(read(location)).resolves.toBe('keys');
  },
);

test('classpath folders and all spellings of file: are read', async () => {
  await expect(read('classpath:/seeds/users.json')).resolves.toBe('users');
  await expect(read('file:outside.txt')).resolves.toBe('outside');
  await expect(read('file:./outside.txt')).resolves.toBe('outside');
  await expect(read(`file:${join(working, 'outside.txt')}`)).resolves.toBe('outside');
  await expect(read(pathToFileURL(join(working, 'outside.txt')).href)).resolves.toBe('outside');
});

test.each([
  ['classpath:../outside.txt', /leads out/],
  ['classpath:///../outside.txt', /leads out/],
  ['classpath:seeds/../../outside.txt', /leads out/],
  ['classpath:../config-other/a.txt', /leads out/],
  ['classpath:link.txt', /leads out/],
  ['classpath:up/outside.txt', /leads out/],
  ['classpath:', /is no location/],
  ['classpath:/', /leads out/],
  ['classpath:a\0b', /is no location/],
  ['classpath:missing.json', /cannot be read/],
  ['classpath:seeds', /cannot be read: it is a folder/],
  ['file:pipe', /cannot be read: it is no regular file/],
  ['file:/dev/zero', /cannot be read: it is no regular file/],
  ['file:/proc/self/mem', /cannot be read: the system says EIO/],
  ['file:missing.json', /cannot be read/],
  ['file://other-host/share', /./],
  ['https://example.org/keys.jwks', /is no location/],
  ['keys.jwks', /Write classpath:name/],
  ['', /is no location/],
])('S-05 refuses %j', async (location, expected) => {
  const refusal = read(location);

  await expect(refusal).rejects.toThrow(ResourceLocationError);
  await expect(refusal).rejects.toThrow(expected);
});
