/** An entry of the menu. */
export interface MenuEntry {
  readonly href: string;
  readonly label: string;
  /** Of these permissions one is needed; who has none does not see it (behaviour 27). */
  readonly needs: readonly [string, ...string[]];
}

/** Entries under one heading. */
export interface MenuGroup {
  readonly heading: string;
  readonly entries: readonly MenuEntry[];
}

/** The menu of the console; ruling 22 names Config → OpenID Connect Clients. */
export const menu: readonly MenuGroup[] = [
  { heading: 'Overview', entries: [{ href: '/', label: 'Home', needs: ['ACCESS_ADMIN_WEB'] }] },
  {
    heading: 'Config',
    entries: [
      { href: '/clients', label: 'OpenID Connect Clients', needs: ['OPENID_CONNECT_VIEW_CLIENT_LIST'] },
      { href: '/scope-builder', label: 'Scope builder', needs: ['OPENID_CONNECT_VIEW_CLIENT_LIST'] },
      { href: '/servers', label: 'OpenID Connect Servers', needs: ['OPENID_CONNECT_VIEW_SERVER_LIST'] },
      { href: '/keystores', label: 'Keystores', needs: ['OPENID_CONNECT_MANAGE_KEYSTORES'] },
      { href: '/scripts', label: 'Scripts', needs: ['VIEW_MODULE_CONFIG'] },
      { href: '/skins', label: 'Skins', needs: ['VIEW_MODULE_CONFIG'] },
      { href: '/modules', label: 'Modules', needs: ['VIEW_MODULE_CONFIG', 'VIEW_MODULE_STATUS'] },
    ],
  },
  {
    heading: 'People',
    entries: [
      { href: '/users', label: 'Users', needs: ['VIEW_USERS'] },
      { href: '/sessions', label: 'Sessions and tokens', needs: ['OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS'] },
    ],
  },
  {
    heading: 'Insight',
    entries: [
      { href: '/audit', label: 'Audit log', needs: ['VIEW_AUDIT_LOG'] },
      { href: '/diagnostics', label: 'Diagnostics', needs: ['VIEW_MODULE_CONFIG'] },
    ],
  },
];

/** An entry as a page shows it. */
export interface ShownEntry {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

/** The menu of somebody with these permissions, on a page of this section. */
export function menuFor(
  permissions: ReadonlySet<string>,
  section: string | undefined,
): readonly { readonly heading: string; readonly entries: readonly ShownEntry[] }[] {
  return menu
    .map(({ heading, entries }) => ({
      heading,
      entries: entries
        .filter(({ needs }) => needs.some((name) => permissions.has(name)))
        .map(({ href, label }) => ({ href, label, isCurrent: href === section })),
    }))
    .filter(({ entries }) => entries.length > 0);
}
