import { isStale } from '#protocol/administration/based-on';
import type { BasedOn } from '#protocol/administration/based-on';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { SkinEventKind, SkinStep, WornDecision, WornSkin } from '../stores/skin.store.js';
import type { NamedSkin } from './named-skin.js';
import { counts, wornVersion } from './wanted-skin.js';

/** What became of a decision. */
export type WearStep = { readonly kind: 'changed' } | { readonly kind: 'unchanged' } | ChangeRefusal;

/** Who decides, upon what, and why. */
export interface WearOrigin extends BasedOn {
  readonly author: string;
  readonly comment: string;
  /** What is configured now. */
  readonly webjarId: string;
  /** What the module wears now, whoever decided it. */
  readonly before: NamedSkin;
}

/** From now on a module wears a skin. */
export function wearing(
  current: WornSkin | undefined,
  to: NamedSkin,
  origin: WearOrigin & { readonly kind: SkinEventKind; readonly isOverridden?: boolean },
): WornDecision<WearStep> {
  if (isStale(origin, wornVersion(current))) return { outcome: { kind: 'stale' } };
  const isWorn = counts(current, origin.webjarId) && current.sha256 === to.sha256;
  if (isWorn) return { outcome: { kind: 'unchanged' } };
  return { outcome: { kind: 'changed' }, write: { step: stepTo(to, origin) } };
}

/**
 * Back to what a module wore before its last step that still counts; steps that were taken back already are left out.
 * @param isThere whether that is stored
 */
export function takingBack(
  current: WornSkin | undefined,
  origin: WearOrigin,
  isThere: boolean,
): WornDecision<WearStep> {
  if (isStale(origin, wornVersion(current))) return { outcome: { kind: 'stale' } };
  if (!counts(current, origin.webjarId) || current.step === undefined)
    return refused('has nothing to go back to', 'Activate the skin that it is to wear');
  const { step } = current;
  if (!isThere) return refused(`wore ${step.fromName}, which is not stored any more`, 'Activate another skin');
  const to = { name: step.fromName, ...(step.from !== undefined && { sha256: step.from }) };
  const back = step.under === undefined ? {} : { under: step.under };
  return { outcome: { kind: 'changed' }, write: { step: stepTo(to, { ...origin, kind: 'rolled-back' }), back } };
}

function stepTo(
  { sha256, name }: NamedSkin,
  {
    kind,
    before,
    webjarId,
    comment,
    author,
    isOverridden = false,
  }: WearOrigin & {
    readonly kind: SkinEventKind;
    readonly isOverridden?: boolean;
  },
): SkinStep {
  return {
    ...{ kind, fromName: before.name, toName: name, webjarId, comment, author, isOverridden },
    ...(before.sha256 !== undefined && { from: before.sha256 }),
    ...(sha256 !== undefined && { to: sha256 }),
  };
}

function refused(problem: string, remedy: string): WornDecision<WearStep> {
  return { outcome: { kind: 'refused', problems: [{ field: 'module', problem, remedy }] } };
}
