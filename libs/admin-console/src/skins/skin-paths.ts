/** Path of a stored skin's pages, below the console. @param sha256 of its JAR, hex */
export function skinPath(sha256: string, more = ''): string {
  return `/skins/${sha256}${more}`;
}

/** Path of the page about what a module wears. */
export function wornPath(moduleId: string): string {
  return `/worn-skins/${encodeURIComponent(moduleId)}`;
}
