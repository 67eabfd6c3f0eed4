/** Why a JAR is not taken: nothing of it is used. */
export class ArchiveRefusal extends Error {
  override readonly name = 'ArchiveRefusal';

  /**
   * @param problem what is wrong, as the rest of a sentence about the JAR
   * @param remedy what to do about it
   * @param entry name of the file in the JAR that it is about
   */
  constructor(
    readonly problem: string,
    readonly remedy: string,
    readonly entry?: string,
  ) {
    super(`${entry ?? 'The JAR'} ${problem}`);
  }
}

/** The refusal of what no program that makes archives would write. */
export function damaged(cause: string, entry?: string): ArchiveRefusal {
  return new ArchiveRefusal(`is no whole ZIP archive: ${cause}`, 'Pack it again and send all of it', entry);
}
