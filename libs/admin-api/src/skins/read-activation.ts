import { JsonFields } from '#protocol/json/json-fields';
import { ApiError } from '../http/api-error.js';
import { refusedChange } from '../http/refused-change.js';
import type { SkinActivation } from '#skin/module-skins.port';

const COMMENT = { maxLength: 1_000 };

/** Which skin is to be worn. @throws ApiError 400 */
export function readActivation(body: object): Pick<SkinActivation, 'skin' | 'comment' | 'override'> {
  const fields = new JsonFields(body);
  const skin = fields.text('skin', { maxLength: 302, required: true }) ?? '';
  const comment = fields.text('comment', COMMENT);
  const override = 'override' in body ? fields.flag('override') : undefined;
  refuse(fields);
  return { skin, ...(comment !== undefined && { comment }), ...(override !== undefined && { override }) };
}

/** Why it is to be taken off; other members would be about something else. @throws ApiError 400 */
export function readComment(body: object): Pick<SkinActivation, 'comment'> {
  const fields = new JsonFields(body);
  const comment = fields.text('comment', COMMENT);
  refuse(fields);
  if (fields.unknownFields().length > 0) throw new ApiError(400, 'The body may have comment and nothing else.');
  return comment === undefined ? {} : { comment };
}

function refuse(fields: JsonFields): void {
  const problems = fields.problems();
  if (problems.length > 0) throw refusedChange({ kind: 'refused', problems }, '');
}
