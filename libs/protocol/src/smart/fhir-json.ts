/** A JSON object of FHIR, or a part of one, that nobody has checked yet. */
export type FhirObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isFhirObject(value: unknown): value is FhirObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A repeating element; empty where there is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A text that says something; `undefined` for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
