import type { Decision } from '#protocol/decision/decision-trace';

/** What there was before a function of a script, and what there is after it, under the names of what it is about. */
export interface ComparedState {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly decisions?: readonly Decision[];
  /** Why there would be no token. */
  readonly refusal?: string;
}
