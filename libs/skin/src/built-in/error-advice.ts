import type { PhraseKey } from '../phrases.port.js';

/** What the error page knows about a failure. */
export interface FailureFacts {
  readonly statusCode: number;
  readonly parameter?: string | undefined;
  readonly restartUrl?: string | undefined;
  readonly answered?: boolean | undefined;
}

/**
 * What the person can do next, in a sentence or two. The texts are fixed so that testers and help desks can match them (STD OU2).
 */
export function errorAdvice({ statusCode, parameter, restartUrl, answered }: FailureFacts): PhraseKey {
  if (answered === true) return 'advice.answered';
  if (restartUrl !== undefined) return 'advice.restart';
  if (parameter !== undefined) return 'advice.app-fault';
  if (statusCode === 404) return 'advice.not-found';
  if (statusCode === 429) return 'advice.too-many';
  return statusCode >= 500 ? 'advice.server-fault' : 'advice.other';
}
