import { JsonFields } from '#protocol/json/json-fields';
import { previewFlavours, type WantedPreview } from '#skin/skin-previews.port';
import { ApiError } from '../http/api-error.js';
import { refusedChange } from '../http/refused-change.js';

/** As which module, and with what, a skin is to be looked at. @throws ApiError 400 */
export function readWantedPreview(body: object): Omit<WantedPreview, 'skin'> {
  const fields = new JsonFields(body);
  const moduleId = fields.text('moduleId', { maxLength: 200, required: true }) ?? '';
  const language = fields.text('language', { maxLength: 35 });
  const flavour = flavourIn(fields);
  const problems = fields.problems();
  if (problems.length > 0) throw refusedChange({ kind: 'refused', problems }, '');
  if (fields.unknownFields().length > 0)
    throw new ApiError(400, 'The body may have moduleId, flavour and language, and nothing else.');
  return { moduleId, ...(flavour && { flavour }), ...(language !== undefined && { language }) };
}

function flavourIn(fields: JsonFields): WantedPreview['flavour'] {
  const word = fields.text('flavour', { maxLength: 20 });
  const flavour = previewFlavours.find((one) => one === word);
  if (word !== undefined && flavour === undefined)
    fields.refuse('flavour', 'is nothing that pages are tried with', `Write one of ${previewFlavours.join(', ')}`);
  return flavour;
}
