import type { AdminClient } from './admin-client.js';

/** A module as the admin API shows it. */
export interface ShownModule {
  readonly moduleId: string;
  readonly moduleType: string;
  readonly options: readonly { readonly key: string; readonly value: string }[];
  readonly dependencies: readonly { readonly moduleId: string; readonly type: string }[];
}

/** How a module is, as the admin API shows it. */
export interface ShownStatus {
  readonly moduleId: string;
  readonly state: string;
  readonly port?: number;
  readonly problems: readonly { readonly key: string }[];
}

/** Address of a module in the admin API. */
export function moduleUrl(moduleId: string, action = ''): string {
  return `/module-config/Master/${moduleId}${action === '' ? '' : `/${action}`}`;
}

/** The module as it is shown now. */
export async function shownModule(admin: AdminClient, moduleId: string): Promise<ShownModule> {
  return (await admin.get<ShownModule>(moduleUrl(moduleId))).body;
}

/** The options of a module with some of them changed; `undefined` takes one away. */
export async function changedOptions(
  admin: AdminClient,
  moduleId: string,
  changes: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly options: ShownModule['options'] }> {
  const { options } = await shownModule(admin, moduleId);
  const values = { ...Object.fromEntries(options.map(({ key, value }) => [key, value])), ...changes };
  return { options: Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])) };
}

/** What every module is doing, by id. */
export async function statuses(admin: AdminClient): Promise<Readonly<Record<string, ShownStatus>>> {
  const { body } = await admin.get<{ readonly nodes: readonly { readonly modules: readonly ShownStatus[] }[] }>(
    '/runtime-status/node-statuses/complete',
  );
  return Object.fromEntries(body.nodes.flatMap(({ modules }) => modules).map((each) => [each.moduleId, each]));
}
