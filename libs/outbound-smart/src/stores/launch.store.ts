import type { LaunchContext } from '#protocol/smart/launch-context';

/** A launch as an EHR ordered it: for one app and one person. */
export interface Launch {
  readonly launchHash: string;
  readonly clientId: string;
  /** The only person who may use it. */
  readonly username: string;
  /** The FHIR base the context belongs to, where one is known. */
  readonly audience?: string;
  readonly context: LaunchContext;
}

/** A launch to be kept; only the hash of its value is stored. */
export interface NewLaunch extends Launch {
  readonly moduleId: string;
  readonly lifetimeSeconds: number;
}

/** A launch value as an authorization request presents it. */
export interface PresentedLaunch {
  readonly moduleId: string;
  readonly clientId: string;
  readonly launchHash: string;
  /** When the request arrived; absent = right now. However long the person takes, the launch was in time if it was then. */
  readonly presentedAt?: Date;
}

/** What a presented launch value turned out to be. */
export type LaunchStanding =
  { readonly kind: 'live'; readonly launch: Launch } | { readonly kind: 'unknown' | 'foreign' | 'spent' | 'expired' };

/**
 * Where launches wait for their app. They are claimed by the statement that issues the code (`AuthorizationCodeStore.issue`), so that a reload,
 * a denial or an aborted sign-in costs nothing, and one launch gives one code.
 */
export interface LaunchStore {
  /** @returns the end of its life, by the database clock */
  add(launch: NewLaunch): Promise<Date>;
  /** Reads only. */
  standing(presented: PresentedLaunch): Promise<LaunchStanding>;
}

/** DI token of {@link LaunchStore}. */
export const LAUNCH_STORE = Symbol('LaunchStore');
