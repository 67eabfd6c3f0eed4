import type { ServerKey } from '#oidc-server-definition/server-administration.port';
import type { JsonObject } from '#protocol/json/json-object';
import { serverFields } from './server-fields.js';
import { serverPath } from './server-paths.js';

/** The pages about a definition. */
export function serverTabs(at: Pick<ServerKey, 'moduleId' | 'pid'>, current: string) {
  const tabs = [
    { label: 'Overview', more: '' },
    { label: 'History', more: '/history' },
  ];
  return tabs.map(({ label, more }) => ({ label, href: serverPath(at, more), isCurrent: more === current }));
}

/** The fields of a definition that are set, under their headings. */
export function serverSections(json: JsonObject) {
  const set = serverFields.flatMap(({ name, label, section, kind }) => {
    const value = json[name];
    if (typeof value !== 'string' || value === '') return [];
    return [{ section, label, value, isCode: kind === 'code' }];
  });
  return [...Map.groupBy(set, ({ section }) => section)].map(([heading, facts]) => ({ heading, facts }));
}
