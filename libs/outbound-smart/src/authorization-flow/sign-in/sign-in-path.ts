import type { SignInNotice, SignInProblem } from './sign-in-messages.js';

/** Where a person signs in, below the path of the module: for a waiting request or an own page, after a try that failed with its problem. */
export function signInPath(handle: string, error?: SignInProblem): string {
  return `/signin?${new URLSearchParams({ interaction: handle, ...(error && { error }) }).toString()}`;
}

/** The same after something that went well elsewhere. */
export function signInPathAfter(handle: string, done: SignInNotice): string {
  return `/signin?${new URLSearchParams({ interaction: handle, done }).toString()}`;
}
