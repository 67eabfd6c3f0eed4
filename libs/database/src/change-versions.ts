/** Milliseconds for which a confirmation counts. */
const CONFIRMATION_LIMIT = 1_000;

/** What this process knows of the versions of topics, and since when. */
export class ChangeVersions {
  private versions: ReadonlyMap<string, string> = new Map();
  private confirmedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds on a clock that never jumps (F-08) */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The topic's version; `'0'` for a topic that never changed; `undefined` when the last confirmation is over 1 s old. */
  versionOf(topic: string): string | undefined {
    if (this.now() - this.confirmedAt > CONFIRMATION_LIMIT) return undefined;
    return this.versions.get(topic) ?? '0';
  }

  /**
   * Takes over what the database said to a question *asked* at `askedAt`, and returns the topics that changed. Versions may
   * go back, after a failover that lost the last writes: any difference is a change.
   */
  confirm(versions: ReadonlyMap<string, string>, askedAt: number): readonly string[] {
    const topics = new Set([...this.versions.keys(), ...versions.keys()]);
    const changed = [...topics].filter((topic) => this.versions.get(topic) !== versions.get(topic));
    this.versions = versions;
    this.confirmedAt = askedAt;
    return changed;
  }
}
