/** What is kept of one template under a selector, and how much work it was. */
interface Kept<T> {
  readonly value: T;
  readonly units: number;
}

/** What selectors found, the most recently used of it: selectors may be computed, so that there is no end of them. */
export class KeptFragments<T> {
  private readonly kept = new Map<string | undefined, Kept<T>>();
  private units = 0;

  constructor(
    /** Units of work that all of it together may have taken. */
    private readonly most: number,
  ) {}

  /** Undefined where it is not kept. */
  get(selector: string | undefined): T | undefined {
    const found = this.kept.get(selector);
    if (found === undefined) return undefined;
    this.kept.delete(selector);
    this.kept.set(selector, found);
    return found.value;
  }

  /** One that is larger than all may be is kept until the next. */
  set(selector: string | undefined, value: T, units: number): void {
    this.kept.set(selector, { value, units });
    this.units += units;
    for (const [oldest, { units: less }] of this.kept) {
      if (this.units <= this.most || oldest === selector) return;
      this.kept.delete(oldest);
      this.units -= less;
    }
  }
}
