/** Whether letters or dashes that follow would become part of what ends a script's element, or of a comment of HTML. */
export function opensTag(before: string): boolean {
  return /<[!/]?[A-Za-z-]*$/.test(before);
}
