/**
 * SQL: the grant is bound to no key, or to the very one whose possession was proved (RFC 9449 §5, RFC 8705 §4).
 * @param shown placeholder of the proved confirmation, or of null
 */
export function confirmationCondition(shown: string): string {
  return `(NOT details ? 'confirmation' OR details->'confirmation' = ${shown}::jsonb)`;
}
