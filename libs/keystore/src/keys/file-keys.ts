import { Logger } from '@nestjs/common';
import { importConfiguredKeys } from './configured-keys.js';
import type { ImportedKey } from './imported-key.js';
import type { StoredKeystore } from '../stores/keystore.store.js';

/** Reads the text at a `classpath:` or `file:` location. @throws Error with a message for administrators, when it cannot */
export type ReadLocation = (location: string) => Promise<string>;

/** Most characters of a file of keys: a hundred of the longest take less. */
export const LONGEST_SET = 1_000_000;

interface ReadFile {
  readonly filePath: string;
  /** What of the keystore says that the file is to be read again when it changes. */
  readonly occasion: string;
  readonly keys: readonly ImportedKey[];
  readonly problem?: string;
}

/**
 * The keys that this process has read from files: read again with every new version of their keystore, which is how one process tells all to do
 * so. A file that is gone or broken by then is told of, and the keys read before go on counting.
 */
export class FileKeys {
  private readonly logger = new Logger('Keystores');
  private readonly files = new Map<string, ReadFile>();

  constructor(private readonly readLocation: ReadLocation) {}

  /** The keys of the file of a keystore in this version; those read before where it cannot be read. */
  async of({ keystoreId, filePath = '', version, keysDigest = '' }: StoredKeystore): Promise<readonly ImportedKey[]> {
    const known = this.files.get(keystoreId);
    const occasion = `${String(version)} ${keysDigest} ${filePath}`;
    if (known?.occasion === occasion) return known.keys;
    const read = await this.#read(keystoreId, filePath);
    const keys = read.keys ?? (known?.filePath === filePath ? known.keys : []);
    this.files.set(keystoreId, {
      occasion,
      filePath,
      keys,
      ...(read.problem !== undefined && { problem: read.problem }),
    });
    return keys;
  }

  /** What was wrong with the file of a keystore when this process read it last. */
  problemOf(keystoreId: string): string | undefined {
    return this.files.get(keystoreId)?.problem;
  }

  /** The file is read again at the next use. */
  forget(keystoreId: string): void {
    this.files.delete(keystoreId);
  }

  async #read(keystoreId: string, filePath: string): Promise<{ keys?: readonly ImportedKey[]; problem?: string }> {
    try {
      return { keys: await importConfiguredKeys(await this.text(filePath)) };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.logger.warn(`The keys of keystore "${keystoreId}" could not be read from ${filePath}: ${problem}`);
      return { problem };
    }
  }

  /** The text of a file of keys. @throws Error it cannot be read, or is too long */
  async text(filePath: string): Promise<string> {
    const text = await this.readLocation(filePath);
    if (text.length > LONGEST_SET) throw new Error(`${filePath} is longer than ${String(LONGEST_SET)} characters.`);
    return text;
  }
}
