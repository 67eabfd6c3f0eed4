/** Places of which nobody who says who they are has more than half, so that one cannot keep out all others. */
export class SharedPlaces {
  private taken = 0;
  private readonly byHolder = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes a place; call what is returned once, to leave it. Undefined where there is none, or the holder has too many. */
  tryEnter(holder?: string): (() => void) | undefined {
    const isTooMany = holder !== undefined && this.held(holder) >= Math.ceil(this.most / 2);
    return isTooMany || this.taken >= this.most ? undefined : this.enter(holder);
  }

  /** The same whoever asks, and however many places are taken. */
  enter(holder?: string): () => void {
    this.taken++;
    if (holder !== undefined) this.byHolder.set(holder, this.held(holder) + 1);
    let left = false;
    return () => {
      if (!left) this.leave(holder);
      left = true;
    };
  }

  private leave(holder: string | undefined): void {
    this.taken--;
    if (holder === undefined) return;
    const rest = this.held(holder) - 1;
    if (rest > 0) this.byHolder.set(holder, rest);
    else this.byHolder.delete(holder);
  }

  private held(holder: string): number {
    return this.byHolder.get(holder) ?? 0;
  }
}
