/** Longest path that a sign-in leads on to. */
const LONGEST = 1_000;

/** A path below the console to go on with after a sign-in; '/' for anything that might lead elsewhere (B-40). */
export function safePath(text: string | null | undefined): string {
  const isPath = text !== null && text !== undefined && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text);
  return isPath && text.length <= LONGEST && !text.startsWith('/sign-') ? text : '/';
}
