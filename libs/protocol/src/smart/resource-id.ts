/** Whether a value can be the id of a resource (FHIR R4 §2.24.0.1, `id`). */
export function isResourceId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9.-]{1,64}$/.test(value);
}
