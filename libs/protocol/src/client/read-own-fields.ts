import type { ClientJsonFields } from './client-json-fields.js';
import type { OwnField } from './own-field.js';
import { ownFieldEntries, type OwnFields } from './own-fields.js';

/** Reads our own fields of a client (ruling 56). Whether an address or a number may be saved is checked by `clientProblems`. */
export function readOwnFields(json: ClientJsonFields): OwnFields {
  const values = ownFieldEntries.map(([name, field]) => [name, readField(json, name, field)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as unknown as OwnFields;
}

function readField(json: ClientJsonFields, name: string, field: OwnField): unknown {
  switch (field.kind) {
    case 'flag':
      return json.optionalFlag(name);
    case 'text':
      return json.fields.text(name, { maxLength: field.maxLength });
    case 'web-address':
      return json.fields.text(name, { maxLength: 2048 });
    case 'choice':
      return json.choice(name, field.values);
    case 'choices':
      return json.choices(name, field.values);
    case 'seconds':
      return json.wholeNumber(name);
    case 'texts-by-name':
      return json.textsByName(name);
    default:
      return json.texts(name);
  }
}
