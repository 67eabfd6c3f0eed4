/** Of so many places, those that one may take and leave some to others; always one. */
export function threeQuarters(places: number): number {
  return Math.max(1, places - Math.ceil(places / 4));
}
