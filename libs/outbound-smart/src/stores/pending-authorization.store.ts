import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { ContextSelection, PresetAnswer } from '../launch/context-offer.js';

/** An authorization request that waits for a person, bound to the browser that brought it. */
export interface PendingAuthorization {
  readonly handleHash: string;
  readonly clientId: string;
  readonly request: AuthorizationRequest;
  /** Database time of its arrival: `prompt=login` wants a sign-in after it. */
  readonly createdAt: Date;
  /** User name of the last sign-in that failed here. */
  readonly typedUsername?: string;
  /** What was chosen for the app to work on so far. */
  readonly selections: readonly ContextSelection[];
  /** What the script gave to choose from. */
  readonly preset?: PresetAnswer;
}

/** What is written when a person has to act first. */
export interface NewPendingAuthorization {
  readonly moduleId: string;
  readonly handleHash: string;
  /** Absent for a request that came by a cross-site POST, which carries no cookie: the first GET binds it (X14). */
  readonly browserHash?: string;
  readonly request: AuthorizationRequest;
  /** Of the browser. */
  readonly network: string;
  readonly lifetimeSeconds: number;
  /** Where the script was asked before the request had to wait. */
  readonly preset?: PresetAnswer;
}

/** A request in the browser that it waits for. */
export interface WaitingRequest {
  readonly moduleId: string;
  readonly browserHash: string;
  readonly handleHash: string;
}

/** Where authorization requests wait. What answers a request is bound to module and browser (V-33). */
export interface PendingAuthorizationStore {
  /** Undefined when it waits; the seconds until there is room, when as many of this network wait unanswered as may (F-48). */
  add(pending: NewPendingAuthorization, mostOfNetwork: number): Promise<number | undefined>;
  /** The live, unconsumed request of this handle; without a handle, the browser's latest one (ruling 58). */
  find(moduleId: string, browserHash: string, handleHash?: string): Promise<PendingAuthorization | undefined>;
  /** The live, unconsumed request of this handle, whichever browser it waits for. Not for answering it. */
  findOfAnyBrowser(moduleId: string, handleHash: string): Promise<PendingAuthorization | undefined>;
  /** The request of this handle that was answered, in the browser that answered it. */
  findAnswered(moduleId: string, browserHash: string, handleHash: string): Promise<PendingAuthorization | undefined>;
  /** Remembers the user name of a sign-in that failed while the request waits. */
  noteUsername(moduleId: string, browserHash: string, handleHash: string, username: string): Promise<void>;
  /** Keeps what was chosen in place of what was chosen before; false when the request is gone or answered. */
  select(request: WaitingRequest, selections: readonly ContextSelection[]): Promise<boolean>;
  /**
   * Keeps what the script gave to choose from, in place of what it gave for others.
   * @returns what is kept: of several of one mark the first; undefined when the request is gone or answered
   */
  keepPreset(request: WaitingRequest, preset: PresetAnswer): Promise<PresetAnswer | undefined>;
  /** Claims the request: true for exactly one caller, ever. */
  take(moduleId: string, browserHash: string, handleHash: string): Promise<boolean>;
  /** Binds a request that came without a browser to this one; false when it is bound already or gone. */
  bind(moduleId: string, browserHash: string, handleHash: string): Promise<boolean>;
  /** The browser signed in and got a new binding value: its waiting requests follow. */
  rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void>;
}

/** DI token of {@link PendingAuthorizationStore}. */
export const PENDING_AUTHORIZATION_STORE = Symbol('PendingAuthorizationStore');
