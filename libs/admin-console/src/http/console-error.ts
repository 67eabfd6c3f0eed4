/** What an error page has beside its words. */
export interface ConsoleErrorOptions {
  /** For the log and the audit record only. */
  readonly cause?: unknown;
  /** Methods of the address, where this one is none of them. */
  readonly allowed?: readonly string[];
  readonly retryAfterSeconds?: number;
  /** It is a decision about somebody's access, and the audit log has a record of it. */
  readonly isRecorded?: boolean;
}

/** A request that is answered with an error page; the message is for the person. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';

  /** @param message what is wrong and what to do, in sentences */
  constructor(
    readonly status: number,
    message: string,
    readonly options: ConsoleErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
  }
}

/** Nobody is signed in: they are led to the sign-in page, and from there to where they were going. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';

  /** @param next path and query below the console; absent where it was no GET */
  constructor(readonly next?: string) {
    super('Nobody is signed in.');
  }
}

/** A form that has to be sent once more, with its fields as they are: from a page that is older than the session's cookie. */
export class FormToRepeat extends Error {
  override readonly name = 'FormToRepeat';

  constructor() {
    super('The form comes from a page that is out of date.');
  }
}

/** What was found. @throws ConsoleError 404 */
export function foundOr404<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined)
    throw new ConsoleError(404, `${what} is not here. It may have been removed, or the address is not quite right.`);
  return thing;
}
