import { isAbsoluteUri } from '../oauth2/absolute-uri.js';
import { scopeName } from './scope-name.js';
import { parseSmartScope } from './smart-scope.js';

/** One resource that the scopes of a request ask to have in context. */
export interface ContextNeed {
  /** Resource type in lower case, as launch scopes write it: `patient`, `encounter`, `location`. */
  readonly type: string;
  /** What the app wants it for, from `launch/<type>?role=<uri>`; absent = it is simply in context. */
  readonly role?: string;
}

/** Patients first, because encounters are those of the patient; everything else in the order it was asked for. */
const order: readonly string[] = ['patient', 'encounter'];

/**
 * What has to be in context for scopes: a resource for each `launch/<type>`, one for each of its roles, and a patient for `patient/…` scopes.
 * `launch` by itself names nothing: it asks for what the EHR had open.
 * @see SMART App Launch 2.2, "Scopes for requesting context data"; STD L2, L3, S10
 */
export function contextNeeds(scopes: readonly string[]): readonly ContextNeed[] {
  const needs = new Map(scopes.flatMap(needsOfScope).map((need) => [needKey(need), need]));
  return [...needs.values()].toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** The need as one text, the way the scope writes it: `location?role=https://…`. */
export function needKey({ type, role }: ContextNeed): string {
  return role === undefined ? type : `${type}?role=${role}`;
}

function needsOfScope(scope: string): readonly ContextNeed[] {
  const [, type, role] = /^launch\/([a-z]{1,64})(?:\?role=(.*)|\?.*)?$/.exec(scopeName(scope)) ?? [];
  if (type !== undefined) return [{ type, ...(role !== undefined && isAbsoluteUri(role) && { role }) }];
  return parseSmartScope(scope)?.context === 'patient' ? [{ type: 'patient' }] : [];
}

function rankOf({ type }: ContextNeed): number {
  const rank = order.indexOf(type);
  return rank < 0 ? order.length : rank;
}
