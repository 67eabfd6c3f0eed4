/** Properties of the product that nothing here reads, and the one reason why. */
export interface AcceptedGroup {
  /** One sentence for an operator. */
  readonly reason: string;
  /** What gives the same here, where something does. */
  readonly instead?: string;
  /** The value `true` keeps the module from starting: the server would be less safe, or do less, than it was told to. */
  readonly refusedWhenTrue?: true;
  /** The product's default by key, empty where it has none; a key that ends with `*` stands for every ending. */
  readonly keys: Readonly<Record<string, string>>;
}
