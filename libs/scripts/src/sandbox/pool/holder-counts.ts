/** How many there are, for each holder and in all; holders without any are forgotten. */
export class HolderCounts {
  private readonly counts = new Map<string, number>();
  private sum = 0;

  get all(): number {
    return this.sum;
  }

  of(holder: string): number {
    return this.counts.get(holder) ?? 0;
  }

  add(holder: string): void {
    this.counts.set(holder, this.of(holder) + 1);
    this.sum++;
  }

  /** Where {@link add} was called before. */
  remove(holder: string): void {
    const left = this.of(holder) - 1;
    if (left > 0) this.counts.set(holder, left);
    else this.counts.delete(holder);
    this.sum--;
  }
}
