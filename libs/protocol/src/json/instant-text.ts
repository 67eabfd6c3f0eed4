/** An instant as our JSON has it: ISO 8601 with milliseconds and offset (reference of the product, 12), always in UTC. */
export function instantText(instant: Date): string {
  return instant.toISOString().replace('Z', '+00:00');
}
