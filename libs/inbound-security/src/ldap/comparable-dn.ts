/** A distinguished name in the one spelling by which names of groups are compared: case and spaces around separators do not count. */
export function comparableDn(dn: string): string {
  return dn
    .normalize('NFC')
    .replace(/\s*([,=+;])\s*/gu, (_, sign: string) => (sign === ';' ? ',' : sign))
    .trim()
    .toLowerCase();
}
