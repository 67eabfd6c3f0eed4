import type { RotationRequest } from '#keystore/keystore-administration.port';
import { JsonFields } from '#protocol/json/json-fields';
import { Flag, Whole } from '../description/fields.js';
import { ApiError } from '../http/api-error.js';
import { refusedChange } from '../http/refused-change.js';

/** How keys are replaced by new ones. */
export class RotationDto {
  @Whole('Seconds for which the new keys are published before they sign; 0 where the old ones go at once.', {
    minimum: 0,
  })
  readonly leadSeconds?: number;

  @Flag('For keys that others may have: the old ones go now, with all tokens they signed.')
  readonly removeOldAtOnce?: boolean;
}

/** How a rotation is wanted. Unknown fields are refused: whoever misspells `removeOldAtOnce` would believe that old keys are gone. @throws ApiError 400 */
export function readRotation(body: object): Pick<RotationRequest, 'leadSeconds' | 'removeOldAtOnce'> {
  const fields = new JsonFields(body);
  const leadSeconds = fields.wholeNumber('leadSeconds');
  const removeOldAtOnce = fields.flag('removeOldAtOnce');
  const problems = fields.problems();
  if (problems.length > 0) throw refusedChange({ kind: 'refused', problems }, '');
  if (fields.unknownFields().length > 0) throw new ApiError(400, 'The body may have leadSeconds and removeOldAtOnce.');
  return { ...(leadSeconds !== undefined && { leadSeconds }), ...(removeOldAtOnce && { removeOldAtOnce }) };
}
