/** Path of a keystore's pages, below the console. */
export function keystorePath(keystoreId: string, more = ''): string {
  return `/keystores/${encodeURIComponent(keystoreId)}${more}`;
}
