import type { FieldProblem } from '#protocol/json/json-fields';
import { LARGEST_LIMITS } from '../package/archive/largest-limits.js';
import type { SkinProperties } from '../skin-properties.port.js';
import type { SkinStore } from '../stores/skin.store.js';
import { findingProblem } from './change-problems.js';
import { inspectedSkin } from './inspected-skin.js';

/** What keeps a stored skin off a module. It is judged as of now: what an older server stored may be judged otherwise. */
export async function activationErrors(
  sha256: string,
  skins: Pick<SkinStore, 'bytes'>,
  settings: SkinProperties | undefined,
): Promise<readonly FieldProblem[]> {
  const jar = await skins.bytes(sha256);
  if (jar === undefined) return [{ field: 'skin', problem: 'is gone', remedy: 'Install it again' }];
  const { findings } = await inspectedSkin(jar, LARGEST_LIMITS, { settings });
  return findings.filter(({ severity }) => severity === 'error').map(findingProblem);
}
