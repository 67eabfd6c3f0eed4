import type { RotationRequest } from '#keystore/keystore-administration.port';
import { JsonFields } from '#protocol/user/json-fields';
import { ApiError } from '../http/api-error.js';
import { refusedChange } from '../http/refused-change.js';

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
