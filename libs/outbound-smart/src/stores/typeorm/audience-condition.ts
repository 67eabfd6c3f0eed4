/**
 * SQL: all of what is named was granted, with or without a trailing slash; true where nothing is named (V-30).
 * @param named placeholder of the names without trailing slashes, or of null
 */
export function audienceCondition(named: string): string {
  return `NOT EXISTS (SELECT 1 FROM unnest(${named}::text[]) base WHERE NOT details->'audience' ?| array[base, base || '/'])`;
}
