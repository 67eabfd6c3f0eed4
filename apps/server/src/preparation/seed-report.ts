/** What became of a seed file that was loaded. */
export interface LoadedSeed {
  /** The property that names the file. */
  readonly key: string;
  /** Everything in it, by the names that people know. */
  readonly names: readonly string[];
  readonly created: readonly string[];
}

/** Most that are named of each. */
const MOST_NAMED = 20;

/** One line for the log: what was made, and what was there already and stays as it is. Seeds never change anything. */
export function seedReport({ key, names, created }: LoadedSeed): string {
  const isNew = new Set(created);
  const skipped = names.filter((name) => !isNew.has(name));
  const left = skipped.length === 0 ? '' : `, ${counted(skipped)} skipped: there already, and left as they are`;
  return `${key}: ${counted(created)} created${left}`;
}

function counted(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ', …' : '';
  return names.length === 0 ? '0' : `${names.length} (${names.slice(0, MOST_NAMED).join(', ')}${more})`;
}
