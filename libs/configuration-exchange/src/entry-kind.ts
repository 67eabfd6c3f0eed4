/** The lists of a document, in the order in which one may need another: a module its keystore and its scripts, a client its module. */
export const entryKinds = ['keystores', 'scripts', 'modules', 'servers', 'clients', 'users'] as const;

/** What an entry of a document is, by the name of the list it stands in. */
export type EntryKind = (typeof entryKinds)[number];

/** One of them, in words. */
export const kindWords: Readonly<Record<EntryKind, string>> = {
  modules: 'module',
  keystores: 'keystore',
  scripts: 'script',
  servers: 'server',
  clients: 'client',
  users: 'user',
};

export function isEntryKind(name: string): name is EntryKind {
  return (entryKinds as readonly string[]).includes(name);
}

/** What a single object is, as consoles export it: known by a field that no other kind needs. */
export function kindOfObject(value: unknown): EntryKind | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (has('clientId')) return 'clients';
  if (has('issuer')) return 'servers';
  if (has('keystoreId')) return 'keystores';
  if (has('scriptId')) return 'scripts';
  if (has('username')) return 'users';
  return has('moduleId') && (has('moduleType') || has('options')) ? 'modules' : undefined;
}
