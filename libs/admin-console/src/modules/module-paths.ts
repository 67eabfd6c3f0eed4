/** Path of a module's pages, below the console. */
export function modulePath(moduleId: string, more = ''): string {
  return `/modules/${encodeURIComponent(moduleId)}${more}`;
}
