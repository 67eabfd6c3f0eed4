/** Where something stands in a {@link RunQueue}. */
export interface RunLine {
  /** Whose share of the pool it takes, such as a module. */
  readonly holder: string;
  /** For whom the holder wants it. */
  readonly countsAs: string;
}

/** A line for each holder, and in it one for each of those it runs something for; the lines take turns, so that a long one does not keep others waiting. */
export class RunQueue<T extends RunLine> {
  /** By holder and by whom it is for; whose turn is next stands first. */
  private readonly lines = new Map<string, Map<string, T[]>>();

  add(entry: T): void {
    const { holder, countsAs } = entry;
    const ofHolder = this.lines.get(holder) ?? new Map<string, T[]>();
    const line = ofHolder.get(countsAs);
    if (line === undefined) ofHolder.set(countsAs, [entry]);
    else line.push(entry);
    this.lines.set(holder, ofHolder);
  }

  has(mayRun: (holder: string) => boolean): boolean {
    return this.turnOf(mayRun) !== undefined;
  }

  /** Takes the first of the next of the next holder who may run. */
  next(mayRun: (holder: string) => boolean): T | undefined {
    const holder = this.turnOf(mayRun);
    const ofHolder = holder === undefined ? undefined : this.lines.get(holder);
    const [turn] = ofHolder ?? [];
    if (holder === undefined || ofHolder === undefined || turn === undefined) return undefined;
    const [countsAs, line] = turn;
    const entry = line.shift();
    this.lines.delete(holder);
    ofHolder.delete(countsAs);
    if (line.length > 0) ofHolder.set(countsAs, line);
    if (ofHolder.size > 0) this.lines.set(holder, ofHolder);
    return entry;
  }

  remove(entry: T): void {
    const { holder, countsAs } = entry;
    const ofHolder = this.lines.get(holder);
    const line = ofHolder?.get(countsAs)?.filter((each) => each !== entry) ?? [];
    if (line.length > 0) ofHolder?.set(countsAs, line);
    else ofHolder?.delete(countsAs);
    if (ofHolder?.size === 0) this.lines.delete(holder);
  }

  private turnOf(mayRun: (holder: string) => boolean): string | undefined {
    for (const holder of this.lines.keys()) if (mayRun(holder)) return holder;
    return undefined;
  }
}
