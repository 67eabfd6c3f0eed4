import { isStale } from '#protocol/administration/based-on';
import type { BasedOn } from '#protocol/administration/based-on';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { SkinEventKind, SkinStep, WornDecision } from '../stores/skin.store.js';
import { refusedAs } from './change-problems.js';
import type { NamedSkin } from './named-skin.js';
import { counts, wornVersion, type WantedSkin } from './wanted-skin.js';

/** What became of a decision. */
export type WearStep = { readonly kind: 'changed' } | { readonly kind: 'unchanged' } | ChangeRefusal;

/** Who decides, upon what, and why. */
export interface WearOrigin extends BasedOn {
  readonly author: string;
  readonly comment: string;
}

/** The same of a step of one kind. */
export interface StepOrigin extends WearOrigin {
  readonly kind: SkinEventKind;
  readonly isOverridden?: boolean;
}

/** From now on a module wears a skin. @param now what it wears at that moment, whoever decided it */
export function wearing(now: WantedSkin, to: NamedSkin, origin: StepOrigin): WornDecision<WearStep> {
  if (isStale(origin, wornVersion(now.worn))) return { outcome: { kind: 'stale' } };
  const isWorn = counts(now.worn, now.webjarId) && now.worn.sha256 === to.sha256;
  if (isWorn) return { outcome: { kind: 'unchanged' } };
  return { outcome: { kind: 'changed' }, write: { step: stepTo(now, to, origin) } };
}

/**
 * Back to what a module wore before its last step that still counts; steps that were taken back already are left out.
 * @param isThere whether that is stored
 */
export function takingBack(now: WantedSkin, origin: WearOrigin, isThere: boolean): WornDecision<WearStep> {
  if (isStale(origin, wornVersion(now.worn))) return { outcome: { kind: 'stale' } };
  if (!counts(now.worn, now.webjarId) || now.worn.step === undefined)
    return refused('has nothing to go back to', 'Activate the skin that it is to wear');
  const { step } = now.worn;
  if (!isThere) return refused(`wore ${step.fromName}, which is not stored any more`, 'Activate another skin');
  const to = { name: step.fromName, ...(step.from !== undefined && { sha256: step.from }) };
  const back = step.under === undefined ? {} : { under: step.under };
  return { outcome: { kind: 'changed' }, write: { step: stepTo(now, to, { ...origin, kind: 'rolled-back' }), back } };
}

function stepTo({ skin: from, webjarId }: WantedSkin, to: NamedSkin, origin: StepOrigin): SkinStep {
  const { kind, comment, author, isOverridden = false } = origin;
  return {
    ...{ kind, fromName: from.name, toName: to.name, webjarId, comment, author, isOverridden },
    ...(from.sha256 !== undefined && { from: from.sha256 }),
    ...(to.sha256 !== undefined && { to: to.sha256 }),
  };
}

function refused(problem: string, remedy: string): WornDecision<WearStep> {
  return { outcome: refusedAs('module', problem, remedy) };
}
