import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';

/** A pushed request to be kept; of its `request_uri` only the hash is. */
export interface NewPushedRequest {
  readonly moduleId: string;
  readonly uriHash: string;
  readonly request: AuthorizationRequest;
  /** Of the client, where it proved nothing: a public one. */
  readonly network?: string;
  readonly lifetimeSeconds: number;
}

/** A `request_uri` as a browser brings it. */
export interface PresentedRequestUri {
  readonly moduleId: string;
  readonly clientId: string;
  readonly uriHash: string;
}

/**
 * Where pushed authorization requests wait for the browser (RFC 9126), which gets to see nothing of them but their name (V-18). Looking one up does
 * not use it up: the page can be loaded again and the person can sign in. Its answer does: {@link take}, or the statement that issues the code.
 */
export interface PushedRequestStore {
  /** Undefined when it is kept; the seconds until there is room, when as many of this network wait unanswered as may (F-48). */
  add(pushed: NewPushedRequest, mostOfNetwork: number): Promise<number | undefined>;
  /** The request, unless it has expired, was answered, or is another client's. From then on it can be answered for `answerSeconds`. */
  find(presented: PresentedRequestUri, answerSeconds: number): Promise<AuthorizationRequest | undefined>;
  /** Claims the request for its answer: true for exactly one caller, ever. However long the person took, it was in time when it was looked up. */
  take(moduleId: string, uriHash: string): Promise<boolean>;
}

/** DI token of {@link PushedRequestStore}. */
export const PUSHED_REQUEST_STORE = Symbol('PushedRequestStore');
