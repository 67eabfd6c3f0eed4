import type { ClientDefinition } from '#protocol/client/client';
import { siteOf } from '../authorization-flow/answers/site-of.js';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Somebody who is signed out. */
export interface SignedOut {
  /** Where they go on; checked to be an address that the client may name. */
  readonly location?: string;
  /** Where one is known: whose address that is. */
  readonly client?: ClientDefinition;
  readonly cookies: readonly string[];
}

/** Who waits for the answer. */
export interface SignOutVisit {
  readonly instance: OutboundSmartInstance;
  /** A person waits for a page; else a program waits for the end. */
  readonly wantsPage: boolean;
}

/** An app that is not trusted could have people sent to a site of its own by a link to ours: the person sees the site and decides (V-14). */
export function signedOut(
  { instance, wantsPage }: SignOutVisit,
  { location, client, cookies }: SignedOut,
): FlowOutcome {
  if (location !== undefined && client?.untrusted !== true) return { result: { kind: 'leave', location }, cookies };
  if (!wantsPage) return { result: { kind: 'done' }, cookies };
  const model = {
    basePath: instance.publicPath,
    ...(client && { clientName: client.clientName }),
    ...(location !== undefined && { continueUrl: location, uncheckedSite: siteOf(location) }),
  };
  return { result: { kind: 'page', page: 'logged-out', model, status: 200 }, cookies };
}
