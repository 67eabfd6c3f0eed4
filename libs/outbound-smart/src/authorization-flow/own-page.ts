import type { Phrase } from '#protocol/phrase';
import { say } from '#skin/phrases.port';

/** A page of this server that a person asks for without an app. */
export interface OwnPage {
  /** In place of the handle of a waiting request: nothing waits, and nothing is stored. */
  readonly handle: string;
  /** Below the module's base path. */
  readonly path: string;
  /** What the sign-in page says the person continues to. */
  readonly title: Phrase;
  /** It shows what somebody signs in with: not to whom another system knows since this morning. */
  readonly needsRecentSignIn?: true;
}

/** Where a person sees and withdraws what apps may do (product: the session management page). */
export const sessionManagementPage: OwnPage = {
  handle: 'page.session-management',
  path: '/session/management',
  title: say('sign-in.your-apps'),
};

/** Where a person changes what they sign in with. */
export const accountPage: OwnPage = {
  handle: 'page.account',
  path: '/account',
  title: say('sign-in.your-account'),
  needsRecentSignIn: true,
};

const ownPages: ReadonlyMap<string | undefined, OwnPage> = new Map(
  [sessionManagementPage, accountPage].map((page) => [page.handle, page]),
);

/** The page of ours that a handle stands for; undefined for the handle of an app's request. */
export function ownPageOf(handle: string | undefined): OwnPage | undefined {
  return ownPages.get(handle);
}
