/** Things remembered per process; beyond it the one that was longest not asked for makes room. */
const CAPACITY = 1_000;

/** Things by name, made when they are first asked for. */
export class BoundedMemory<T> {
  private readonly things = new Map<string, T>();

  get(name: string, make: () => T): T {
    const thing = this.things.get(name) ?? make();
    this.things.delete(name);
    if (this.things.size >= CAPACITY) this.things.delete(this.things.keys().next().value ?? name);
    this.things.set(name, thing);
    return thing;
  }
}
