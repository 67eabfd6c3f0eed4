import type { SignInNotice, SignInProblem } from './sign-in-messages.js';

/** Where the form of the sign-in page may be sent, below the path of the module: its own address, and those that pages of skins know it by (reference skins 1.4). */
export const SIGN_IN_TARGETS = ['authenticate', 'signin', 'login', 'login.do'] as const;

/** Where a person signs in, below the path of the module: for a waiting request or an own page, after a try that failed with its problem. */
export function signInPath(handle: string, error?: SignInProblem): string {
  return `/signin?${new URLSearchParams({ interaction: handle, ...(error && { error }) }).toString()}`;
}

/** The same after something that went well elsewhere. */
export function signInPathAfter(handle: string, done: SignInNotice): string {
  return `/signin?${new URLSearchParams({ interaction: handle, done }).toString()}`;
}
