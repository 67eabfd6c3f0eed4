import type { ChangeAuthor } from '#protocol/administration/change-author';
import { KEY_LEAD_SECONDS, KEYS_MAX_AGE_SECONDS } from '#protocol/keys/key-life';
import { rotationDue, withoutEnded } from '#protocol/keys/key-succession';
import { profileOf } from '#protocol/keys/signing-algorithm';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { KeyMaterials } from '../keys/key-material.js';
import type { RotationRequest } from '../keystore-administration.port.js';
import type { KeystoreCommands, KeystoreStep, StepOutcome } from '../administration/keystore-commands.js';
import { type RotationPlan, withNewKeys, withoutEndedKeys } from '../administration/keystore-decisions.js';
import type { KeyWish } from '../keys/key-generation.js';
import type { SealedKey } from '../keys/sealed-key.js';
import type { KeystoreStore, StoredKey, StoredKeystore } from '../stores/keystore.store.js';

/**
 * Most keys that a rotation leaves a keystore with. Each app fetches all of them, and widespread libraries read 50 KiB of a key set at most
 * (Nimbus, which Spring uses): 60 of RSA 4096 are within it. Daily rotation with two algorithms and tokens of three weeks stays below.
 * Removing the old ones at once is always possible.
 */
const MOST_KEYS = 60;
/** Longest lead, in seconds: a year. */
const LONGEST_LEAD = 366 * 86_400;

/** Replaces keys by new ones of the same algorithms, on demand and by schedule. */
export class KeyRotation {
  constructor(
    private readonly store: Pick<KeystoreStore, 'find'>,
    private readonly commands: KeystoreCommands,
    private readonly materials: KeyMaterials,
  ) {}

  /** New keys now; see {@link RotationRequest}. */
  async rotate(
    keystoreId: string,
    { leadSeconds, removeOldAtOnce = false, ...change }: RotationRequest,
  ): Promise<StepOutcome> {
    const known = await this.store.find(keystoreId);
    if (known === undefined) return { kind: 'unknown' };
    const plan = { removeOldAtOnce, leadSeconds: removeOldAtOnce ? 0 : (leadSeconds ?? KEY_LEAD_SECONDS) };
    const problems = [...leadProblems(leadSeconds), ...rotationProblems(known)];
    if (problems.length > 0) return { kind: 'refused', problems };
    const fresh = await this.materials.generated(keystoreId, wishesOf(known));
    return this.commands.take(keystoreId, { ...change, change: 'rotated' }, rotation(fresh, plan));
  }

  /** New keys if the newest are as old as the keystore says, which is judged again by whoever comes to write them (F-27). */
  async rotateIfDue(keystoreId: string, now: Date, author: ChangeAuthor): Promise<StepOutcome | undefined> {
    const known = await this.store.find(keystoreId);
    if (known === undefined || !isDue(known, now)) return undefined;
    const fresh = await this.materials.generated(keystoreId, wishesOf(known));
    const plan = { removeOldAtOnce: false, leadSeconds: KEY_LEAD_SECONDS };
    const step: KeystoreStep = (current, time) =>
      current !== undefined && !isDue(current, time)
        ? { next: current, fields: [] }
        : rotation(fresh, plan)(current, time);
    return this.commands.take(keystoreId, { author, change: 'rotated' }, step);
  }

  /** Removes the keys whose last token has expired. */
  removeEnded(keystoreId: string, author: ChangeAuthor): Promise<StepOutcome> {
    return this.commands.take(keystoreId, { author, change: 'ended keys removed' }, (current, now) => {
      if (current === undefined) return { kind: 'unknown' };
      const next = withoutEndedKeys(current, now);
      return next === undefined ? { next: current, fields: [] } : { next, fields: ['keys'] };
    });
  }
}

/** Whether the schedule asks for new keys. */
export function isDue({ kind, keys, rotationDays }: StoredKeystore, now: Date): boolean {
  if (rotationDays === undefined || kind === 'file') return false;
  const due = rotationDue(keys, rotationDays);
  return due !== undefined && due <= now;
}

function rotation(fresh: readonly SealedKey[], plan: RotationPlan): KeystoreStep {
  return (current, now) => {
    if (current === undefined) return { kind: 'unknown' };
    const problems = rotationProblems(current);
    if (problems.length > 0) return { kind: 'refused', problems };
    const next = withNewKeys(current, fresh, plan, now);
    if (next.keys.length > MOST_KEYS) return { kind: 'refused', problems: [tooMany()] };
    const old = withoutEnded(current.keys, now).map(({ kid }) => kid);
    return { next, fields: ['keys'], warnings: plan.removeOldAtOnce ? [removed(old)] : shortLead(plan) };
  };
}

/** One new key for each algorithm that signs or is about to, of the same length. */
function wishesOf({ keys }: StoredKeystore): readonly KeyWish[] {
  const able = keys.filter(({ signsFrom, signsUntil }) => signsFrom !== undefined && signsUntil === undefined);
  const first = able.filter(({ alg }, index) => able.findIndex((key) => key.alg === alg) === index);
  return first.map((key) => ({ alg: key.alg, ...lengthOf(key) }));
}

function lengthOf({ alg, publicJwk }: StoredKey): { modulusLength?: number } {
  if (profileOf(alg).kty !== 'RSA') return {};
  return { modulusLength: Buffer.from(publicJwk.n ?? '', 'base64url').length * 8 };
}

function rotationProblems({ keystoreId, kind, pendingKeys, filePath = '' }: StoredKeystore): readonly FieldProblem[] {
  if (kind === 'file') {
    const reload = `gatehouse keystore reload ${keystoreId}, or POST /keystores/${keystoreId}/reload`;
    const remedy = `Put the new key first in ${filePath} and keep the previous one behind it, on every machine, then reload: ${reload}`;
    return [
      { field: 'filePath', problem: 'names the file that has the keys, which the server does not write', remedy },
    ];
  }
  if (pendingKeys === undefined) return [];
  return [{ field: 'jsonKeys', problem: `waits for ${pendingKeys}`, remedy: 'Give the keystore its keys first' }];
}

function leadProblems(leadSeconds = 0): readonly FieldProblem[] {
  if (Number.isInteger(leadSeconds) && leadSeconds >= 0 && leadSeconds <= LONGEST_LEAD) return [];
  const problem = `is no whole number from 0 to ${String(LONGEST_LEAD)}`;
  return [{ field: 'leadSeconds', problem, remedy: 'Give seconds, or leave it out' }];
}

function tooMany(): FieldProblem {
  const problem = `would be more than ${String(MOST_KEYS)}`;
  return {
    field: 'keys',
    problem,
    remedy: 'Wait until tokens of the old ones have expired, or remove the old ones at once',
  };
}

function removed(kids: readonly string[]): FieldProblem {
  const problem = `no longer has ${kids.join(', ')}: tokens signed with it are refused from now on`;
  return { field: 'keys', problem, remedy: 'Apps refresh their tokens, or people sign in again' };
}

function shortLead({ leadSeconds }: RotationPlan): readonly FieldProblem[] {
  if (leadSeconds > KEYS_MAX_AGE_SECONDS) return [];
  const problem = `is not more than the ${String(KEYS_MAX_AGE_SECONDS)} seconds for which apps may keep the keys they know`;
  return [{ field: 'leadSeconds', problem, remedy: 'Until apps fetch the keys again they refuse the new tokens' }];
}
