/** What keeps one person from being read, in a directory that answers. The message names nobody. */
export class PersonFault extends Error {
  override readonly name = 'PersonFault';
}

/** Whether something is wrong with one person alone, and the directory may be asked about others. */
export function isPersonFault(error: unknown): boolean {
  // That of the directory is told apart by its name.
  return error instanceof PersonFault || (error as Partial<Error> | null)?.name === 'SizeLimitExceededError';
}
