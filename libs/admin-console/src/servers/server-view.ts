import type { JsonObject } from '#protocol/json/json-object';
import { serverFields } from './server-fields.js';

/** The fields of a definition that are set, under their headings. */
export function serverSections(json: JsonObject) {
  const set = serverFields.flatMap(({ name, label, section, kind }) => {
    const value = json[name];
    if (typeof value !== 'string' || value === '') return [];
    return [{ section, label, value, isCode: kind === 'code' }];
  });
  return [...Map.groupBy(set, ({ section }) => section)].map(([heading, facts]) => ({ heading, facts }));
}
