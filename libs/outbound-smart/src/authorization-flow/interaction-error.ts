/** Why a person cannot go on; each kind has its own wording and status on the error page. */
export type InteractionProblem =
  | 'expired-interaction'
  | 'unknown-interaction'
  | 'expired-form'
  | 'form-without-cookie'
  | 'forged-form'
  | 'answered-already'
  | 'foreign-sign-in'
  | 'unreadable-answer'
  | 'registration-elsewhere';

/** What is known of the request that the person acted on. */
export interface InteractionFacts {
  /** Handle of the request that still waits for an answer: the person can go on with it (ruling 5). */
  readonly waiting?: string;
  /** Page of ours whose form was too old, below the module's base path: it can be opened again. */
  readonly ownPage?: string;
  /** Where the app that sent it is to be found again, if it has a page. */
  readonly appAddress?: string | undefined;
}

/** A person's step that cannot be taken: shown as an error page, never sent to an app. */
export class InteractionError extends Error {
  constructor(
    readonly problem: InteractionProblem,
    readonly about: InteractionFacts = {},
  ) {
    super(problem);
  }
}
