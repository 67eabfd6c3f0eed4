import { Flag, Whole } from '../description/fields.js';

/** How keys are replaced by new ones. */
export class RotationDto {
  @Whole('Seconds for which the new keys are published before they sign.', { minimum: 0 })
  readonly leadSeconds?: number;

  @Flag('For keys that others may have: the old ones go now, with all tokens they signed.')
  readonly removeOldAtOnce?: boolean;
}
