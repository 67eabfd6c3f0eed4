/** No address of this server; only paths are compared. */
const SOMEWHERE = 'http://page.invalid';

/**
 * The path that an address leads to, as browsers read it.
 * @param page path of the page, or of the style sheet, that has the address
 * @returns undefined: it is none, or leads to another server
 */
export function pathHere(address: string, page: string): string | undefined {
  const found = URL.parse(address, SOMEWHERE + (page.startsWith('/') ? page : '/'));
  return found?.origin === SOMEWHERE ? found.pathname : undefined;
}
