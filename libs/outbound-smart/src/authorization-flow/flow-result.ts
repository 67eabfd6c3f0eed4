import type { PageModels, PageName } from '#skin/page-renderer.port';
import type { AuthorizationResponse } from '#protocol/oauth2/authorization-response';

/** A page to show. */
export type PageResult = {
  [P in PageName]: { readonly kind: 'page'; readonly page: P; readonly model: PageModels[P]; readonly status: number };
}[PageName];

/** What a step of the flow wants the browser to see; controllers only turn it into HTTP. */
export type FlowResult =
  | PageResult
  /** 303 to an address of this server, relative to the module's base path. */
  | { readonly kind: 'continue'; readonly path: string }
  /** 303 to an address that a client registered. */
  | { readonly kind: 'leave'; readonly location: string }
  /** Nothing to show: 204. */
  | { readonly kind: 'done' }
  /** The answer to the app, by redirect or self-submitting form. */
  | { readonly kind: 'response'; readonly response: AuthorizationResponse };

/** Headers that go with a result. */
export interface FlowOutcome {
  readonly result: FlowResult;
  /** Values of `Set-Cookie`. */
  readonly cookies: readonly string[];
  readonly retryAfterSeconds?: number;
}
