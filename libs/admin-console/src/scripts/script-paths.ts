/** Path of a script's pages, below the console. */
export function scriptPath(scriptId: string, more = ''): string {
  return `/scripts/${encodeURIComponent(scriptId)}${more}`;
}
