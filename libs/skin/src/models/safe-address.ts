/** Schemes that run or show content of the link itself instead of going somewhere. */
const refusedSchemes: ReadonlySet<string> = new Set([
  'javascript:',
  'vbscript:',
  'data:',
  'blob:',
  'file:',
  'filesystem:',
  'about:',
  'view-source:',
]);

/**
 * Whether an address may stand in `href` or `action`: a path of this server, or an absolute address of a scheme that goes somewhere
 * (`https`, `http`, an app's own). `//host` and `/\host` look like paths but are other servers: refused.
 */
export function isSafeAddress(address: string): boolean {
  if (address.startsWith('/')) return !/^\/[/\\]/.test(address) && !hasControlCharacter(address);
  // A browser drops tabs and newlines inside a scheme, so `java\nscript:` would run.
  if (hasControlCharacter(address) || !URL.canParse(address)) return false;
  return !refusedSchemes.has(new URL(address).protocol);
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
