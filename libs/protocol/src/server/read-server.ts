import type { ModuleKey } from '../administration/module-key.js';
import { isSecretReference } from '../administration/secret-reference.js';
import { readInstant } from '../json/read-instant.js';
import { isJsonObject } from '../json/json-object.js';
import { isRedacted } from '../json/redacted.js';
import { JsonFields, type FieldProblem } from '../json/json-fields.js';
import { SERVER_SECRET, serverFields, serverTextNames, type ServerField } from './server-fields.js';
import type { NewServer, NewServerSecret } from './server.js';

/** A definition read from JSON. With any problem it must not be saved; warnings and unknown fields are only reported (ruling 46). */
export interface ReadServer {
  readonly server: NewServer;
  /** That of where it comes from; the store's own business everywhere but in files. */
  readonly pid?: number;
  readonly unknownFields: readonly string[];
  readonly problems: readonly FieldProblem[];
}

/** Texts that are more than one line. */
const multiline: readonly ServerField['kind'][] = ['lines', 'keys', 'script'];

/**
 * Reads the product's server JSON (reference of the product, 6) and our additions to it (18.2). `""` and null count as not set; node and module
 * are the given ones unless the JSON names them. What may be saved is checked by `serverProblems`.
 */
export function readServerJson(value: unknown, defaults: ModuleKey): ReadServer {
  const fields = new JsonFields(value);
  fields.ignore(['version']);
  const pid = fields.wholeNumber('pid');
  const nodeId = fields.text('nodeId', { maxLength: 100 }) ?? defaults.nodeId;
  const moduleId = fields.text('moduleId', { maxLength: 100 }) ?? defaults.moduleId;
  const texts = serverTextNames.map((name) => [name, readText(fields, name)] as const);
  const given = Object.fromEntries(texts.filter(([, text]) => text !== undefined));
  const secret = readSecret(fields, value);
  const archivedAt = readInstant(fields, 'archivedAt');
  return {
    server: {
      settings: { issuer: '', ...given, nodeId, moduleId },
      secret,
      ...(archivedAt && { archivedAt }),
    },
    ...(pid !== undefined && { pid }),
    unknownFields: fields.unknownFields(),
    problems: fields.problems(),
  };
}

function readText(fields: JsonFields, name: (typeof serverTextNames)[number]): string | undefined {
  const field: ServerField = serverFields[name];
  const text = fields.text(name, {
    maxLength: field.maxLength,
    multiline: multiline.includes(field.kind),
    required: field.kind === 'issuer',
  });
  if (field.kind !== 'choice' || text === undefined || field.values.includes(text)) return text;
  fields.refuse(name, `cannot be ${JSON.stringify(text)}`, `Use ${field.values.join(', ')}`);
  return undefined;
}

/** That the field is not there is something else here than that it is empty: nobody who reads a definition gets the secret to send back. */
function readSecret(fields: JsonFields, value: unknown): NewServerSecret {
  const text = fields.text(SERVER_SECRET, { maxLength: serverFields[SERVER_SECRET].maxLength });
  const written = isJsonObject(value) && Object.hasOwn(value, SERVER_SECRET) ? value[SERVER_SECRET] : undefined;
  if (text === undefined) return { kind: written === undefined ? 'absent' : 'none' };
  if (isRedacted(text)) return { kind: 'masked' };
  return isSecretReference(text) ? { kind: 'pending', reference: text.trim() } : { kind: 'set', text };
}
