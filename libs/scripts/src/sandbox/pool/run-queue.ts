/** A line for each holder; the lines take turns, so that a long one does not keep others waiting. */
export class RunQueue<T> {
  /** Whose turn is next stands first. */
  private readonly lines = new Map<string, T[]>();

  add(holder: string, entry: T): void {
    const line = this.lines.get(holder);
    if (line === undefined) this.lines.set(holder, [entry]);
    else line.push(entry);
  }

  has(mayRun: (holder: string) => boolean): boolean {
    return this.turnOf(mayRun) !== undefined;
  }

  /** Takes the first of the next holder who may run. */
  next(mayRun: (holder: string) => boolean): T | undefined {
    const holder = this.turnOf(mayRun);
    if (holder === undefined) return undefined;
    const line = this.lines.get(holder) ?? [];
    const entry = line.shift();
    this.lines.delete(holder);
    if (line.length > 0) this.lines.set(holder, line);
    return entry;
  }

  remove(holder: string, entry: T): void {
    const line = this.lines.get(holder)?.filter((each) => each !== entry) ?? [];
    if (line.length > 0) this.lines.set(holder, line);
    else this.lines.delete(holder);
  }

  private turnOf(mayRun: (holder: string) => boolean): string | undefined {
    for (const holder of this.lines.keys()) if (mayRun(holder)) return holder;
    return undefined;
  }
}
