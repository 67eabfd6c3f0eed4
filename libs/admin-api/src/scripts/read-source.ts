import { JsonFields } from '#protocol/json/json-fields';
import { refusedChange } from '../http/refused-change.js';
import type { SourceDto } from './script.dto.js';

/** Characters of the longest source that is looked at. */
const LONGEST = 1024 * 1024;

/** Which source is to be looked at. @throws ApiError 400 */
export function readSource(body: object): SourceDto {
  const fields = new JsonFields(body);
  const source = fields.text('source', { maxLength: LONGEST, multiline: true, required: true }) ?? '';
  const ecmascriptModule = 'ecmascriptModule' in body ? fields.flag('ecmascriptModule') : undefined;
  const problems = fields.problems();
  if (problems.length > 0) throw refusedChange({ kind: 'refused', problems }, '');
  return { source, ...(ecmascriptModule !== undefined && { ecmascriptModule }) };
}
