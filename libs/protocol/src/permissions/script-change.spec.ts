import fc from 'fast-check';
import type { Authority } from '../user/authority.js';
import { applyChange, noChange, readChange } from './script-change.js';

const read: Authority = { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' };
const write: Authority = { permission: 'FHIR_WRITE_INSTANCE', argument: 'Patient/1' };
const admin: Authority = { permission: 'ACCESS_ADMIN_JSON' };
const rules = (before: readonly Authority[], after: readonly Authority[], mayAdminister = false) =>
  readChange(before, after, mayAdminister).decisions.map(({ ruleId, value }) => `${ruleId} ${value}`);

describe('what a script may add', () => {
  test.each([
    'ACCESS_ADMIN_JSON',
    'OPENID_CONNECT_ADD_CLIENT',
    'GATEHOUSE_CREATE_LAUNCH',
    'VIEW_USERS',
    'ROLE_SUPERUSER',
    'ROLE_SYSTEM',
    'ROLE_SYSTEM_INITIALIZATION',
    'ROLE_ANONYMOUS',
  ])('ruling 37, V-99: %s is refused, with a trace, unless the switch is on', (permission) => {
    const added = { permission };

    expect(readChange([read], [read, added], false).change).toEqual(noChange);
    expect(rules([read], [read, added])).toEqual([`permission.administrative-from-script ${permission}`]);
    expect(readChange([read], [read, added], true).change.added).toEqual([added]);
  });

  test.each([
    'FHIR_ALL_READ',
    'FHIR_OP_PATIENT_EVERYTHING',
    'FHIR_TRANSACTION',
    'FHIR_CAPABILITIES',
    'ROLE_FHIR_CLIENT',
    'ROLE_FHIR_CLIENT_SUPERUSER',
  ])('ruling 6: %s is honoured, with a trace', (permission) => {
    expect(readChange([read], [read, { permission }], false).change).toEqual({ added: [{ permission }], removed: [] });
    expect(rules([read], [read, { permission }])).toEqual([`permission.added-by-script ${permission}`]);
  });

  test.each([
    { name: 'without its argument', added: [{ permission: 'FHIR_READ_INSTANCE' }], message: 'without its argument' },
    { name: 'of no known name', added: [{ permission: 'FHIR_EVERYTHING' }], message: 'does not exist' },
    { name: 'of a name of Object.prototype', added: [{ permission: 'constructor' }], message: 'does not exist' },
    {
      name: 'among more than a hundred',
      added: Array.from({ length: 101 }, (_, id) => ({ ...read, argument: `Goal/${String(id)}` })),
      message: 'more than 100',
    },
  ])('ruling 38: a permission $name is an error', ({ added, message }) => {
    expect(() => readChange([], added, true)).toThrow(message);
  });
});

test('a script that only looks changes nothing, whether it hands back the list or a copy', () => {
  const held = [read, admin];

  for (const after of [held, [...held], held.toReversed()])
    expect(readChange(held, after, false)).toEqual({ change: noChange, decisions: [] });
});

test('what a script takes away stays away, though the person still has it', () => {
  const { change, decisions } = readChange([read, write], [read], false);

  expect(applyChange([read, write, admin], change)).toEqual([read, admin]);
  expect(decisions).toMatchObject([{ outcome: 'dropped', ruleId: 'permission.removed-by-script' }]);
});

test('property: applied to the same permissions, a change gives what the script left', () => {
  const authority = fc
    .tuple(fc.constantFrom('FHIR_READ_INSTANCE', 'FHIR_WRITE_INSTANCE'), fc.constantFrom('Goal/1', 'Goal/2', 'Goal/3'))
    .map(([permission, argument]) => ({ permission, argument }));
  const list = fc.uniqueArray(authority, { selector: (one) => JSON.stringify(one) });
  const sorted = (all: readonly Authority[]) => all.map((one) => JSON.stringify(one)).toSorted();
  fc.assert(
    fc.property(list, list, (before, after) => {
      expect(sorted(applyChange(before, readChange(before, after, false).change))).toEqual(sorted(after));
    }),
  );
});
