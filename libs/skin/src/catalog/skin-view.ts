import { identityText } from '../package/skin-identity.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinStepJson, WornSkinJson } from '../module-skins.port.js';
import type { SkinProblem } from '../skin-health.port.js';
import type { SkinFindingJson, SkinJson } from '../skin-library.port.js';
import type { StoredSkin, StoredStep } from '../stores/skin.store.js';
import { counts, type WantedSkin } from './wanted-skin.js';

/** A finding as a sentence with its place. */
export function findingJson({
  severity,
  code = 'package',
  file,
  place,
  expression,
  problem,
  remedy,
}: SkinFinding): SkinFindingJson {
  // What the template engine says are sentences of their own.
  const subject = /^\p{Lu}/u.test(problem) ? '' : `${file ?? 'The skin'} `;
  const message = `${subject}${problem}. ${remedy}.`;
  return {
    ...{ severity, code, message },
    ...(file !== undefined && { file }),
    ...place,
    ...(expression !== undefined && { expression }),
  };
}

/** What is told of a skin where it alone is asked for. */
export interface SkinDetails {
  readonly findings: readonly SkinFinding[];
  /** How many mistakes showed on its pages lately. */
  readonly mistakes: number;
}

/** A skin as administrators see it. */
export function skinJson(skin: StoredSkin, wornBy: readonly string[], details?: SkinDetails): SkinJson {
  const { sha256, identity, fileName, size, origin, storedBy, storedAt } = skin;
  return {
    ...{ sha256, identity: identityText(identity), size, origin, storedBy, storedAt: storedAt.toISOString(), wornBy },
    ...(fileName !== '' && { fileName }),
    ...(details && { findings: details.findings.map(findingJson), recentMistakes: details.mistakes }),
  };
}

/** What is known of how a module wears its skin. */
export interface WearingFacts {
  /** Why this process cannot wear it. */
  readonly problem: string | undefined;
  /** How many mistakes showed on its pages lately. */
  readonly mistakes: number;
}

/** What a module wears as administrators see it. */
export function wornJson(moduleId: string, wanted: WantedSkin, { problem, mistakes }: WearingFacts): WornSkinJson {
  const { webjarId, skin, worn } = wanted;
  const step = counts(worn, webjarId) ? worn.step : undefined;
  return {
    ...{ moduleId, webjarId },
    ...(skin.sha256 !== undefined && { sha256: skin.sha256, identity: skin.name }),
    ...(step !== undefined && { previous: step.fromName }),
    ...(step?.from !== undefined && { previousSha256: step.from }),
    ...(problem !== undefined && { problem }),
    ...(skin.sha256 !== undefined && { recentMistakes: mistakes }),
  };
}

/** Why a module does not wear what it should, in sentences. */
export function problemText({ problem, remedy }: Pick<SkinProblem, 'problem' | 'remedy'>): string {
  return `${problem}. ${remedy}.`;
}

/** A step as administrators see it. */
export function stepJson({ from, to, fromName, toName, comment, at, ...step }: StoredStep): SkinStepJson {
  const { kind, isOverridden, author } = step;
  return {
    ...{ kind, from: fromName, to: toName, isOverridden, author, at: at.toISOString() },
    ...(from !== undefined && { fromSha256: from }),
    ...(to !== undefined && { toSha256: to }),
    ...(comment !== '' && { comment }),
  };
}
