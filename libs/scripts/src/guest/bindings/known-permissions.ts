/** The permissions that exist, for `addAuthority`: an unknown one throws where the script adds it (reference 18.2). */
export class KnownPermissions {
  readonly #text: string;
  #needsArgument: ReadonlyMap<string, boolean> | undefined;

  /** @param text the names with blanks between; one that means nothing without an argument has a `*` behind it. Read when it is needed first. */
  constructor(text: string) {
    this.#text = text;
  }

  /** @throws Error — there is no such permission, or it needs an argument (ruling 38) */
  assertUsable(permission: string, argument: string | null): void {
    this.#needsArgument ??= new Map(this.#text.split(' ').map((name) => [name.replace('*', ''), name.endsWith('*')]));
    const needsArgument = this.#needsArgument.get(permission);
    if (needsArgument === undefined) throw new Error(`Unknown permission: ${permission}`);
    if (needsArgument && argument === null) throw new Error(`Permission ${permission} needs an argument`);
  }
}
