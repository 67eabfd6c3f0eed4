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

/** More is not kept of a list of languages. */
const MOST_LANGUAGES = 5;

/** The page of ours that a handle stands for, with the languages that the handle has; undefined for the handle of an app's request. */
export function ownPageOf(handle: string | undefined): OwnPage | undefined {
  const page = ownPages.get(handle?.split('~', 1)[0]);
  return page && { ...page, handle: inLanguages(page.handle, languagesOfHandle(handle)) };
}

/** A handle that tells on every link and form of the way which languages were asked for: where no app's request waits, nothing else remembers them. */
export function inLanguages(handle: string, tags: readonly string[]): string {
  const kept = tags.filter((tag) => /^[\w-]{1,35}$/.test(tag)).slice(0, MOST_LANGUAGES);
  const [page = ''] = handle.split('~', 1);
  return kept.length === 0 ? page : `${page}~${kept.join(' ')}`;
}

/** The languages that the handle of a page of ours has, best first. */
export function languagesOfHandle(handle: string | undefined): readonly string[] {
  const [page, tags = ''] = handle?.split('~', 2) ?? [];
  return ownPages.has(page) ? tags.split(' ').filter((tag) => tag !== '') : [];
}
