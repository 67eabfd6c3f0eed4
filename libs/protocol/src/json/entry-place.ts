/** Texts that can stand in one line of a log. */
const LEGIBLE = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

/**
 * Where in a list of a file something is, for whoever wrote the file: `clients[25] (my-app).jwksUrl`. Nobody counts to 25, so the entry's own
 * name is told where it has a legible one.
 * @param field empty where the entry as a whole is meant
 */
export function entryPlace(list: string, index: number, name: string, field = ''): string {
  const entry = `${list}[${String(index)}]${LEGIBLE.test(name) ? ` (${name})` : ''}`;
  return field === '' ? entry : `${entry}.${field}`;
}
