import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEncryptionKey } from './encryption-key.js';
import { readOrCreateKeyFile } from './encryption-key-file.js';

const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));

describe('parseEncryptionKey', () => {
  test.each([
    ['empty', ''],
    ['31 bytes', bytes.subarray(1).toString('base64')],
    ['33 bytes', Buffer.concat([bytes, bytes.subarray(0, 1)]).toString('base64')],
    ['63 hexadecimal digits', bytes.toString('hex').slice(1)],
    ['a pass phrase', 'correct horse battery staple, correct!!'],
  ])('refuses %s without quoting it', (_name, text) => {
    expect(() => parseEncryptionKey(text, 'GATEHOUSE_ENCRYPTION_KEY')).toThrow(
      /in GATEHOUSE_ENCRYPTION_KEY must be 32 bytes/,
    );
    if (text !== '') expect(() => parseEncryptionKey(text, 'x')).not.toThrow(text);
  });

  test.each(['base64', 'base64url', 'hex'] as const)('reads %s', (encoding) => {
    expect(parseEncryptionKey(` ${bytes.toString(encoding)}\n`, 'x')).toEqual(bytes);
  });
});

describe('readOrCreateKeyFile', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-key-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  test('makes a key for the owner alone, and gives the same one from then on', async () => {
    const path = join(folder, 'data', 'encryption.key');

    const made = await readOrCreateKeyFile(path);

    expect(made).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await expect(readOrCreateKeyFile(path)).resolves.toEqual(made);
    await expect(readdir(join(folder, 'data'))).resolves.toEqual(['encryption.key']);
  });

  test('gives one key to twenty starts at once', async () => {
    const path = join(folder, 'encryption.key');

    const keys = await Promise.all(Array.from({ length: 20 }, () => readOrCreateKeyFile(path)));

    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  });

  test('refuses a file that others may read, and leaves it as it is', async () => {
    const path = join(folder, 'encryption.key');
    await writeFile(path, bytes.toString('hex'));
    await chmod(path, 0o644);

    await expect(readOrCreateKeyFile(path)).rejects.toThrow(/chmod 600/);
    await expect(readFile(path, 'utf8')).resolves.toBe(bytes.toString('hex'));
  });

  test('F-28 refuses a damaged file and never replaces it', async () => {
    const path = join(folder, 'encryption.key');
    await writeFile(path, 'half a k', { mode: 0o600 });

    await expect(readOrCreateKeyFile(path)).rejects.toThrow(/must be 32 bytes/);
    await expect(readFile(path, 'utf8')).resolves.toBe('half a k');
  });
});
