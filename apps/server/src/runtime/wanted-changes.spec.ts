import type { DesiredState } from '#module-config/stores/module-state.store';
import { wantedChanges } from './wanted-changes.js';

const definitions = [
  { moduleId: 'admin', type: 'ADMIN_JSON' },
  { moduleId: 'smart', type: 'SECURITY_OUT_SMART' },
  { moduleId: 'local', type: 'SECURITY_IN_LOCAL' },
  { moduleId: 'fhir', type: 'ENDPOINT_FHIR_REST' },
];

const changes = (
  wishes: Readonly<Record<string, readonly [DesiredState['desired'], number]>>,
  followed: Readonly<Record<string, number>> = {},
): readonly string[] => {
  const wanted = Object.entries(wishes).map(
    ([moduleId, [desired, generation]]) => [moduleId, { desired, generation }] as const,
  );
  return wantedChanges(new Map(wanted), definitions, (moduleId) => followed[moduleId]).map(
    ({ moduleId, action, generation }) => `${action} ${moduleId} ${generation}`,
  );
};

test.each([
  { name: 'nothing is wanted', wishes: {}, done: [] },
  {
    name: 'modules start after those they depend on',
    wishes: { admin: ['STARTED', 1], smart: ['STARTED', 2], local: ['STARTED', 3] },
    done: ['start local 3', 'start smart 2', 'start admin 1'],
  },
  {
    name: 'and stop before them, before others start',
    wishes: { local: ['STOPPED', 3], admin: ['STARTED', 2], smart: ['STOPPED', 1] },
    done: ['stop smart 1', 'stop local 3', 'start admin 2'],
  },
  {
    name: 'what was followed is not done again',
    wishes: { local: ['STARTED', 3], smart: ['STARTED', 2] },
    followed: { local: 3, smart: 1 },
    done: ['start smart 2'],
  },
  {
    name: 'after a failover that lost the last writes, what is wanted now counts',
    wishes: { local: ['STARTED', 2] },
    followed: { local: 3 },
    done: ['start local 2'],
  },
  {
    name: 'what is gone, or cannot run here, does not start',
    wishes: { archived: ['STARTED', 1], fhir: ['STARTED', 1] },
    done: ['stop archived 1', 'stop fhir 1'],
  },
] as const)('$name', ({ wishes, done, ...rest }) => {
  expect(changes(wishes, 'followed' in rest ? rest.followed : {})).toEqual(done);
});
