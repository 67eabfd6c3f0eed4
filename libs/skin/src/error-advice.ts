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
export function errorAdvice({ statusCode, parameter, restartUrl, answered }: FailureFacts): string {
  if (answered === true) return 'Go back to the app. If it does not go on from there, start again in the app.';
  if (restartUrl !== undefined) return 'Nothing is lost. Start again from here; the old page is no longer needed.';
  if (parameter !== undefined) {
    return 'The app sent a request that it has to correct; there is nothing wrong with your account. Go back to the app and try again. If it happens again, give the reference below to the people who run the app.';
  }
  if (statusCode === 404) {
    return 'Check the address. If a link or an app brought you here, give the reference below to the people who run it.';
  }
  if (statusCode === 429) return 'Wait a few minutes, then try again.';
  if (statusCode >= 500) {
    return 'Wait a few minutes, then go back to the app and try again. If it happens again, give the reference below to your help desk.';
  }
  return 'Go back to the app and try again. If it happens again, give the reference below to your help desk.';
}
