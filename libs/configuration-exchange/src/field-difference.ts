import { isSecretReference } from '#protocol/administration/secret-reference';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import { isRedacted } from '#protocol/json/redacted';
import { holdsSecret } from '#protocol/secret-text';

/** One field that is different. Values are left out where the field holds, or may hold, a secret. */
export interface FieldDifference {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Fields that are never shown, whatever they hold. */
const SECRET_FIELDS = new Set([
  'clientSecrets',
  'jsonKeys',
  'keys',
  'password',
  'passwordHash',
  'tokenIntrospectionClientSecret',
]);

/**
 * The values of fields before and after, for people to read.
 * @param before as interfaces show it: secrets are masked
 * @param after as the document has it, secrets included
 */
export function fieldDifferences(
  before: JsonObject | undefined,
  after: unknown,
  fields: readonly string[],
): readonly FieldDifference[] {
  const written = isJsonObject(after) ? after : {};
  return fields.map((field) => {
    const [old, fresh] = [before?.[field], written[field]];
    if (SECRET_FIELDS.has(field) || isSecret(old) || isSecret(fresh)) return { field };
    return { field, ...(old !== undefined && { before: old }), ...(fresh !== undefined && { after: fresh }) };
  });
}

/** Texts as well that show what they are by themselves: a private key, a URL with a password. */
function isSecret(value: unknown): boolean {
  return typeof value === 'string' && (isRedacted(value) || isSecretReference(value) || holdsSecret(value));
}
