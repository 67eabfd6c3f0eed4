import type { ModuleDefinition } from '#module-config/module-definitions';
import type { DesiredState } from '#module-config/stores/module-state.store';

/** What is to be done with one module, so that the wish of this generation is followed. */
export interface WantedChange {
  readonly moduleId: string;
  readonly action: 'start' | 'stop';
  readonly generation: number;
}

/** The types of modules that can run, in the order in which they start. */
const ORDER = [
  'SECURITY_IN_LOCAL',
  'SECURITY_IN_LDAP',
  'SECURITY_IN_SCRIPTED',
  'SECURITY_IN_SAML',
  'CLUSTER_MGR',
  'SECURITY_OUT_SMART',
  'SECURITY_IN_SMART',
  'ADMIN_JSON',
];

/**
 * What is left to do of what is wanted, in the order in which it can be done: who depends on others stops before them and starts after them.
 * @param followed the generation that this process has followed last, by module id
 */
export function wantedChanges(
  wishes: ReadonlyMap<string, DesiredState>,
  definitions: readonly Pick<ModuleDefinition, 'moduleId' | 'type'>[],
  followed: (moduleId: string) => number | undefined,
): readonly WantedChange[] {
  const types = new Map(definitions.map(({ moduleId, type }) => [moduleId, type]));
  const place = ({ moduleId }: WantedChange): number => ORDER.indexOf(types.get(moduleId) ?? '');
  const changes = [...wishes]
    .filter(([moduleId, { generation }]) => followed(moduleId) !== generation)
    .map(([moduleId, { desired, generation }]): WantedChange => {
      // A module that was archived meanwhile is stopped, whatever was wanted of it before.
      const canRun = ORDER.includes(types.get(moduleId) ?? '');
      return { moduleId, generation, action: desired === 'STARTED' && canRun ? 'start' : 'stop' };
    });
  return [
    ...changes.filter(({ action }) => action === 'stop').sort((a, b) => place(b) - place(a)),
    ...changes.filter(({ action }) => action === 'start').sort((a, b) => place(a) - place(b)),
  ];
}
