/** Work that is done once for all who want the same of it at the same time. Nothing is remembered beyond that. */
export class SharedWork<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  /** @throws whatever `work` throws, to each of them */
  do(name: string, work: () => Promise<T>): Promise<T> {
    const doing = this.underWay.get(name) ?? work().finally(() => this.underWay.delete(name));
    this.underWay.set(name, doing);
    return doing;
  }
}
