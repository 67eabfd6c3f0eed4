import { hash } from 'node:crypto';

/** What a notification says of one change; it may come late, or never. */
export interface ChangeNotice {
  readonly topic: string;
  /** The topic's version from this change on. */
  readonly version: number;
  /** Marks of the parts of the topic that are different, by {@link markOf}. */
  readonly marks: readonly string[];
}

/** Parts that one notification can name; PostgreSQL takes less than 8,000 bytes. */
const MOST_MARKS = 600;

/** What stands for a part of a topic, however long its name; where two share one, a change of one counts as a change of both. */
export function markOf(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, 8);
}

/** The marks that a notification carries; undefined where it cannot name all parts, so that it names none. */
export function marksOf(keys: readonly string[]): readonly string[] | undefined {
  const marks = new Set(keys.map(markOf));
  return marks.size > MOST_MARKS ? undefined : [...marks];
}

/** Reads what a notification says; undefined for one that names no parts, or that we did not write. */
export function readNotice(payload: string): ChangeNotice | undefined {
  try {
    const { topic, version, marks } = JSON.parse(payload) as Partial<Record<keyof ChangeNotice, unknown>>;
    if (typeof topic !== 'string' || !Number.isSafeInteger(version) || !Array.isArray(marks)) return undefined;
    return { topic, version: Number(version), marks: marks.map(String) };
  } catch {
    return undefined;
  }
}
