import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigurationProblem } from '#module-config/property.port';

/** What the data folder is needed for. */
export interface DataFolderUse {
  /** False where the database and the encryption key are elsewhere, so that a server may run on a disk it cannot write. */
  readonly mustWrite: boolean;
}

/** What keeps a folder from holding the data. It need not be there yet, but it must be possible to make it. */
export function dataFolderProblems(path: string, { mustWrite }: DataFolderUse): readonly ConfigurationProblem[] {
  const existing = nearestExisting(path);
  if (statSync(existing, { throwIfNoEntry: false })?.isDirectory() !== true)
    return [{ key: 'GATEHOUSE_DATA', problem: `${existing} is no folder`, remedy: 'Name a folder.' }];
  const reason = mustWrite ? refusalOf(existing) : undefined;
  if (reason === undefined) return [];
  const problem = `nothing can be written in ${existing} (${reason})`;
  const remedy = 'Name a folder that this account can make and write, or give it the right to.';
  return [{ key: 'GATEHOUSE_DATA', problem, remedy }];
}

function nearestExisting(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearestExisting(parent);
}

/** Found out by making a folder: the rights alone do not tell of a disk that is read-only or belongs to the kernel. */
function refusalOf(folder: string): string | undefined {
  try {
    rmdirSync(mkdtempSync(join(folder, '.gatehouse-')));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}
