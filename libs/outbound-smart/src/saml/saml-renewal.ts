import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';

/** What decides whether a session at the provider is good enough. */
export interface RenewalFacts {
  /** What the app asked for, where one did. */
  readonly request?: Pick<AuthorizationRequest, 'prompt' | 'maxAge'>;
  /** No sign-in counts for a later request here. */
  readonly isAskedEachTime: boolean;
  /** Somebody is signed in here, and yet a sign-in is asked for. */
  readonly isSignedIn: boolean;
}

/**
 * Whether the provider is to ask the person again (`ForceAuthn`): where a fresh sign-in is asked for, one that comes back without a question would be
 * none; and whoever is signed in here as somebody else could never change that.
 */
export function mustRenew({ request, isAskedEachTime, isSignedIn }: RenewalFacts): boolean {
  const { prompt = [], maxAge } = request ?? {};
  return (
    isAskedEachTime ||
    isSignedIn ||
    maxAge !== undefined ||
    prompt.includes('login') ||
    prompt.includes('select_account')
  );
}
