import { mkdirSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The checkout's root folder. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** By this part of their path planted files are known, to tests that must not mind them and to .gitignore. */
export const plantedMark = 'planted-violation';

/** Writes files into the real tree, where the tools will look, and takes them out again without a trace. */
export class PlantedFiles {
  private readonly folders = new Set<string>();

  /** Writes one file; its path, relative to the root, must carry the mark. */
  plant(file: string, content: string): void {
    const end = file.indexOf(plantedMark);
    if (end < 0) throw new TypeError(`A planted file needs ${plantedMark} in its path: ${file}`);
    const folder = file.slice(0, file.indexOf('/', end));
    this.folders.add(folder);
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }

  /** Removes every planted file and each folder that was there only for it. */
  removeAll(): void {
    for (const folder of this.folders) {
      rmSync(path.join(root, folder), { recursive: true, force: true });
      removeWhileEmpty(path.join(root, path.dirname(folder)));
    }
    this.folders.clear();
  }
}

function removeWhileEmpty(folder: string): void {
  if (folder === root || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeWhileEmpty(path.dirname(folder));
}
