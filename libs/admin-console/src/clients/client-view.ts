import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import { clientFields } from './client-fields.js';
import { isPublic } from './client-kinds.js';
import { clientPath, type ClientAt } from './client-paths.js';

/** A field that is set, as the overview shows it. */
interface Fact {
  readonly label: string;
  readonly lines: readonly string[];
  readonly section: string;
}

/** What the overview of a client says. */
export function clientFacts(json: JsonObject) {
  const set = clientFields.flatMap((spec): readonly Fact[] => {
    const lines = linesOf(json[spec.name]);
    return lines.length === 0 ? [] : [{ label: spec.label, lines, section: spec.section }];
  });
  const secrets = Array.isArray(json['clientSecrets']) ? json['clientSecrets'].filter(isJsonObject).length : 0;
  const clientId = String(json['clientId']);
  return {
    name: typeof json['clientName'] === 'string' && json['clientName'] !== '' ? json['clientName'] : clientId,
    clientId,
    isEnabled: json['enabled'] === true,
    isPublic: isPublic(json),
    secrets,
    sections: [...Map.groupBy(set, ({ section }) => section)].map(([heading, facts]) => ({ heading, facts })),
  };
}

/** Its pages. */
export function clientTabs(at: Pick<ClientAt, 'moduleId' | 'clientId'>, current: string) {
  const tabs = [
    { label: 'Overview', more: '' },
    { label: 'Secrets', more: '/secrets' },
    { label: 'History', more: '/history' },
  ];
  return tabs.map(({ label, more }) => ({ label, href: clientPath(at, more), isCurrent: more === current }));
}

function linesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null || value === '' || value === false) return [];
  if (value === true) return ['yes'];
  if (Array.isArray(value))
    return value.map((item: unknown) =>
      isJsonObject(item) ? Object.values(item).map(String).join(' ') : String(item),
    );
  if (isJsonObject(value)) return Object.entries(value).map(([name, text]) => `${name}: ${String(text)}`);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
