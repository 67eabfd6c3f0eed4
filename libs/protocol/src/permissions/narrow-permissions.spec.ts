import { DecisionTrace } from '../decision/decision-trace.js';
import type { Authority } from '../user/authority.js';
import { administers } from './administers.js';
import { narrowPermissions, type Narrowing } from './narrow-permissions.js';
import { permissionTable } from './permission-table.js';
import { roles } from './roles.js';

const person = { kind: 'person', patient: '123' } as const;
const client = { kind: 'client' } as const;

/** Permissions as text: `FHIR_READ_ALL_OF_TYPE Observation`. */
function narrowedTo(
  held: readonly string[],
  scopes: string,
  by: Omit<Narrowing, 'scopes' | 'enforced'> & { enforced?: boolean } = person,
): readonly string[] {
  const list = scopes.split(' ').filter((scope) => scope !== '');
  const { permissions } = narrowPermissions(held.map(read), { enforced: true, ...by, scopes: list });
  return permissions.map(({ permission, argument }) => [permission, argument].filter(Boolean).join(' '));
}

function read(text: string): Authority {
  const [permission = '', ...rest] = text.split(' ');
  return rest.length === 0 ? { permission } : { permission, argument: rest.join(' ') };
}

describe('the example of the documents: a superuser with patient/*.read reads and does not write', () => {
  const superuser = ['ROLE_FHIR_CLIENT_SUPERUSER'];
  const writes = /FHIR_(?:ALL_)?(?:WRITE|DELETE)|PATCH|UPDATE|IMPORT|EXPUNGE|MERGE|CLEAR|SUBMIT|CASCADE|GATEHOUSE/;

  test('ruling 38, S-14: a client for itself', () => {
    const permissions = narrowedTo(superuser, 'patient/*.read', client);

    expect(permissions).toEqual(
      expect.arrayContaining(['ROLE_FHIR_CLIENT', 'FHIR_ALL_READ', 'FHIR_OP_PATIENT_EVERYTHING']),
    );
    expect(permissions.filter((name) => writes.test(name))).toEqual([]);
  });

  test('ruling 38: a person, of the patient in context', () => {
    expect(narrowedTo(superuser, 'openid patient/*.read').toSorted()).toEqual([
      'ACCESS_FHIR_ENDPOINT',
      'FHIR_BATCH',
      'FHIR_CAPABILITIES',
      'FHIR_MANUAL_VALIDATION',
      'FHIR_READ_ALL_IN_COMPARTMENT Patient/123',
      'FHIR_TRANSACTION',
      'ROLE_FHIR_CLIENT',
    ]);
  });
});

describe('never more than was meant', () => {
  test.each([
    { name: 'no argument', held: 'FHIR_READ_INSTANCE' },
    { name: 'no compartment', held: 'FHIR_WRITE_ALL_IN_COMPARTMENT' },
    { name: 'no access', held: 'GATEHOUSE_FHIR_ACCESS' },
    { name: 'no partition', held: 'FHIR_ACCESS_PARTITION_NAME' },
    { name: 'no operation', held: 'FHIR_EXTENDED_OPERATION_ON_SERVER' },
    { name: 'a wildcard for a type', held: 'FHIR_READ_ALL_OF_TYPE *' },
    { name: 'a type that FHIR has not', held: 'FHIR_READ_ALL_OF_TYPE Nonsense' },
    { name: 'a type for an instance', held: 'FHIR_READ_INSTANCE Patient' },
    { name: 'two instances', held: 'FHIR_READ_INSTANCE Patient/1,Patient/2' },
    { name: 'an empty id', held: 'FHIR_READ_ALL_IN_COMPARTMENT Patient/' },
    { name: 'a path', held: 'FHIR_READ_ALL_IN_COMPARTMENT Patient/../2' },
    { name: 'a version', held: 'FHIR_READ_INSTANCE Patient/1/_history/2' },
    { name: 'half of type in compartment', held: 'FHIR_READ_TYPE_IN_COMPARTMENT Observation' },
    { name: 'two colons', held: 'FHIR_READ_TYPE_IN_COMPARTMENT Observation:Patient/1:2' },
    { name: 'a limit on what knows none', held: 'FHIR_ALL_READ Patient/123' },
    { name: 'a limit on a role', held: 'ROLE_FHIR_CLIENT_SUPERUSER Patient/123' },
    { name: 'a limit on a role that only marks', held: 'ROLE_ANONYMOUS Patient/123' },
    { name: 'letters out of order', held: 'GATEHOUSE_FHIR_ACCESS Observation.sr' },
    { name: 'a word of SMART 1', held: 'GATEHOUSE_FHIR_ACCESS Observation.read' },
    { name: 'an id without a type', held: 'GATEHOUSE_FHIR_ACCESS */1.r' },
    { name: 'no compartment after in', held: 'GATEHOUSE_FHIR_ACCESS Observation.r in Nonsense/1' },
    { name: 'five compartments', held: `GATEHOUSE_FHIR_ACCESS *.r${' in Device/1'.repeat(5)}` },
    { name: 'an unknown name', held: 'FHIR_DO_ANYTHING' },
    { name: 'a name of Object.prototype', held: 'constructor' },
  ])('ruling 38: $name gives nothing, whatever the scopes: $held', ({ held }) => {
    for (const scopes of ['user/*.cruds', 'cdr_all_user_authorities']) expect(narrowedTo([held], scopes)).toEqual([]);
    expect(narrowedTo([held], 'user/*.cruds', { ...person, enforced: false })).toEqual([]);
  });

  test.each([
    { name: 'a person without a patient', by: { kind: 'person', patient: undefined } },
    { name: 'a patient without id', by: { kind: 'person', patient: '' } },
    { name: 'an id that would name two', by: { kind: 'person', patient: '1,Patient/2' } },
    { name: 'an id with a condition of its own', by: { kind: 'person', patient: '1 in Device/2' } },
    { name: 'an id that leads elsewhere', by: { kind: 'client', patient: '../Patient/2' } },
  ] as const)('STD L2: $name has nothing of patient/ scopes', ({ by }) => {
    const narrowing = { enforced: true, scopes: ['patient/*.cruds'], ...by } as Narrowing;

    expect(narrowPermissions([{ permission: 'FHIR_ALL_READ' }], narrowing).permissions).toEqual([]);
  });

  test.each(['BLOCK_FHIR_READ_UNLESS_CODE_IN_VS http://x', 'BLOCK_FHIR_READ_UNLESS_CODE_NOT_IN_VS http://x'])(
    'ruling 38: the restriction %s is never dropped, not even without its argument',
    (held) => {
      const [name = ''] = held.split(' ');
      for (const scopes of ['', 'openid', 'patient/*.rs', 'cdr_all_user_authorities'])
        expect(narrowedTo([held, name], scopes)).toEqual([held, name]);
    },
  );
});

describe('an app that nobody has looked at', () => {
  const held = ['ROLE_SUPERUSER', 'OPENID_CONNECT_ADD_CLIENT', 'GATEHOUSE_CREATE_LAUNCH', 'FHIR_ALL_READ'];

  test.each([
    { scopes: 'user/*.rs', enforced: true },
    { scopes: 'openid cdr_all_user_authorities', enforced: true },
    { scopes: 'openid', enforced: false },
  ])('A-14: gets nothing of what the person may do to the server, by $scopes, enforced: $enforced', (row) => {
    const { scopes, enforced } = row;
    const left = narrowedTo(held, scopes, { ...person, enforced, untrusted: true });

    expect(left).toContain('FHIR_ALL_READ');
    expect(left.filter(administers)).toEqual([]);
    expect(narrowedTo(held, scopes, { ...person, enforced })).toContain('OPENID_CONNECT_ADD_CLIENT');
  });

  test('ruling 54: the trace tells why', () => {
    const narrowing = { ...person, enforced: true, scopes: ['openid'], untrusted: true };

    expect(narrowPermissions([{ permission: 'GATEHOUSE_CREATE_LAUNCH' }], narrowing).decisions).toEqual([
      {
        ...{ kind: 'permission', value: 'GATEHOUSE_CREATE_LAUNCH', ruleId: 'permission.untrusted-app' },
        ...{ outcome: 'dropped', source: 'client' },
      },
    ]);
  });
});

describe('what is left', () => {
  test.each([
    { scopes: 'patient/*.rs', held: 'FHIR_ALL_READ', left: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/123'] },
    {
      scopes: 'patient/Observation.rs patient/Goal.read',
      held: 'FHIR_ALL_READ',
      left: ['FHIR_READ_TYPE_IN_COMPARTMENT Observation:Patient/123', 'FHIR_READ_TYPE_IN_COMPARTMENT Goal:Patient/123'],
    },
    {
      scopes: 'patient/*.rs',
      held: 'FHIR_READ_ALL_OF_TYPE Goal',
      left: ['FHIR_READ_TYPE_IN_COMPARTMENT Goal:Patient/123'],
    },
    {
      scopes: 'patient/*.rs',
      held: 'FHIR_READ_ALL_IN_COMPARTMENT Patient/123',
      left: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/123'],
    },
    { scopes: 'patient/*.cruds', held: 'FHIR_READ_ALL_IN_COMPARTMENT Patient/456', left: [] },
    { scopes: 'patient/*.cruds', held: 'FHIR_READ_INSTANCE Patient/123', left: ['FHIR_READ_INSTANCE Patient/123'] },
    { scopes: 'patient/*.cruds', held: 'FHIR_READ_INSTANCE Patient/456', left: [] },
    {
      scopes: 'patient/*.rs',
      held: 'FHIR_READ_INSTANCE Goal/7',
      left: ['GATEHOUSE_FHIR_ACCESS Goal/7.rs in Patient/123'],
    },
    {
      scopes: 'patient/*.rs',
      held: 'FHIR_READ_ALL_IN_COMPARTMENT Practitioner/9',
      left: ['GATEHOUSE_FHIR_ACCESS *.rs in Patient/123 in Practitioner/9'],
    },
    {
      scopes: 'user/*.rs',
      held: 'FHIR_READ_ALL_IN_COMPARTMENT Patient/456',
      left: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/456'],
    },
    { scopes: 'user/Goal.rs', held: 'FHIR_ALL_READ', left: ['FHIR_READ_ALL_OF_TYPE Goal'] },
    { scopes: 'system/*.write', held: 'FHIR_ALL_WRITE', left: ['FHIR_ALL_WRITE'] },
    { scopes: 'system/*.write', held: 'FHIR_ALL_READ', left: [] },
    { scopes: 'user/*.rs patient/Goal.rs', held: 'FHIR_ALL_READ', left: ['FHIR_ALL_READ'] },
    { scopes: 'user/*.r', held: 'FHIR_ALL_READ', left: ['GATEHOUSE_FHIR_ACCESS *.r'] },
    { scopes: 'user/Goal.r user/Goal.s', held: 'FHIR_ALL_READ', left: ['FHIR_READ_ALL_OF_TYPE Goal'] },
    { scopes: 'user/Goal.c', held: 'FHIR_ALL_WRITE', left: ['GATEHOUSE_FHIR_ACCESS Goal.c'] },
    { scopes: 'user/*.d', held: 'FHIR_DELETE_ALL_OF_TYPE Goal', left: ['FHIR_DELETE_ALL_OF_TYPE Goal'] },
    {
      scopes: 'patient/Observation.rs?category=http://x|laboratory',
      held: 'FHIR_ALL_READ',
      left: ['GATEHOUSE_FHIR_ACCESS Observation.rs?category=http://x|laboratory in Patient/123'],
    },
    {
      scopes: 'user/Observation.rs?category=a user/Observation.rs',
      held: 'FHIR_ALL_READ',
      left: ['FHIR_READ_ALL_OF_TYPE Observation'],
    },
    {
      scopes: 'user/Observation.rs?category=a',
      held: 'GATEHOUSE_FHIR_ACCESS Observation.r?status=final',
      left: ['GATEHOUSE_FHIR_ACCESS Observation.r?category=a&status=final'],
    },
    { scopes: 'openid launch/patient x:own', held: 'FHIR_ALL_READ', left: [] },
    { scopes: 'openid', held: 'FHIR_TRANSACTION', left: [] },
    { scopes: 'patient/Goal.r', held: 'FHIR_TRANSACTION', left: ['FHIR_TRANSACTION'] },
    { scopes: 'patient/*.cruds', held: 'FHIR_OP_PATIENT_EVERYTHING', left: [] },
    { scopes: 'user/*.rs', held: 'FHIR_OP_PATIENT_EVERYTHING', left: ['FHIR_OP_PATIENT_EVERYTHING'] },
    { scopes: 'user/Patient.rs', held: 'FHIR_OP_PATIENT_MATCH', left: ['FHIR_OP_PATIENT_MATCH'] },
    { scopes: 'user/*.rs?category=a', held: 'FHIR_GRAPHQL', left: [] },
    { scopes: 'user/*.cud', held: 'FHIR_EXPUNGE_EVERYTHING', left: [] },
    { scopes: 'user/*.*', held: 'FHIR_EXPUNGE_EVERYTHING', left: ['FHIR_EXPUNGE_EVERYTHING'] },
    {
      scopes: '',
      held: 'FHIR_ACCESS_PARTITION_NAME TENANT,DEFAULT',
      left: ['FHIR_ACCESS_PARTITION_NAME TENANT,DEFAULT'],
    },
  ])('ruling 38: $held with $scopes', ({ scopes, held, left }) => {
    expect(narrowedTo([held], scopes)).toEqual(left);
  });

  test('STD S5: batch and transaction are kept as ways to call and give no data: each entry needs a permission of its own', () => {
    expect(narrowedTo(['FHIR_BATCH', 'FHIR_TRANSACTION'], 'user/*.cruds')).toEqual(['FHIR_BATCH', 'FHIR_TRANSACTION']);
    expect(narrowedTo(['FHIR_TRANSACTION', 'FHIR_READ_INSTANCE Goal/1'], 'user/*.cruds')).toEqual([
      'FHIR_TRANSACTION',
      'FHIR_READ_INSTANCE Goal/1',
    ]);
  });

  test('ruling 10: permissions that are not about FHIR data stay, whatever the scopes', () => {
    const held = [...permissionTable].filter(([, row]) => row.treatment === 'administration').map(([name]) => name);

    for (const scopes of ['', 'openid', 'patient/*.r']) expect(narrowedTo(held, scopes)).toEqual(held);
  });

  test('ruling 38: cdr_all_user_authorities keeps all, as does the switch', () => {
    const held = ['FHIR_ALL_READ', 'FHIR_WRITE_INSTANCE Goal/1', 'FHIR_EXPUNGE_EVERYTHING', 'ACCESS_ADMIN_WEB'];

    expect(narrowedTo(held, 'openid cdr_all_user_authorities')).toEqual(held);
    expect(narrowedTo(held, 'openid', { ...person, enforced: false })).toEqual(held);
  });

  test('each permission once, with roles taken apart', () => {
    expect(
      narrowedTo(['ROLE_FHIR_CLIENT', 'ACCESS_FHIR_ENDPOINT', 'ROLE_FHIR_CLIENT'], 'cdr_all_user_authorities'),
    ).toEqual(['ROLE_FHIR_CLIENT', 'ACCESS_FHIR_ENDPOINT', 'FHIR_CAPABILITIES']);
  });

  test('a role has only permissions of the table, each sound', () => {
    for (const [role, authorities] of roles) {
      const { decisions } = narrowPermissions(authorities, { ...client, scopes: [], enforced: false });

      expect([role, decisions.map(({ ruleId }) => ruleId)]).toEqual([role, ['permission.not-enforced']]);
    }
  });

  test('a superuser of one tenant is not one of all, nor may erase history', () => {
    const superuser = narrowedTo(['ROLE_FHIR_CLIENT_SUPERUSER'], 'cdr_all_user_authorities');

    expect(superuser.filter((name) => /PARTITION|EXPUNGE|REWRITE|BLOCK|ADMIN/.test(name))).toEqual([]);
  });
});

describe('how much it may be', () => {
  const compartments = Array.from(
    { length: 300 },
    (_, place) => `FHIR_READ_ALL_IN_COMPARTMENT Patient/${String(place)}`,
  );
  const scopes = 'Observation Goal Condition Encounter Procedure Immunization Task Specimen'
    .split(' ')
    .map((type) => `user/${type}.rs`);

  test('more places than a token may name are none, and the trace says so', () => {
    const narrowing = { ...person, enforced: true, scopes };
    const { permissions, decisions } = narrowPermissions(compartments.map(read), narrowing);

    expect(permissions).toEqual([]);
    expect(decisions).toMatchObject([{ outcome: 'dropped', ruleId: 'permission.too-many' }]);
  });

  test('the wildcard says the same in fewer places', () => {
    expect(narrowedTo(compartments, 'user/*.rs')).toHaveLength(300);
  });
});

describe('ruling 54: the trace', () => {
  test('says by which rule a permission was dropped or narrowed, one entry a rule, and names no patient', () => {
    const held = [
      'FHIR_ALL_READ',
      'FHIR_ALL_WRITE',
      'FHIR_WRITE_INSTANCE Patient/123',
      'FHIR_OP_PATIENT_EVERYTHING',
      'FHIR_PATCH',
      'FHIR_READ_INSTANCE',
      'FHIR_READ_ALL_OF_TYPE Nonsense',
      'FHIR_UNKNOWN',
      'ACCESS_ADMIN_JSON',
    ];
    const { decisions } = narrowPermissions(held.map(read), { ...person, enforced: true, scopes: ['patient/*.rs'] });
    const trace = new DecisionTrace();
    for (const decision of decisions) trace.add(decision);

    expect(trace.list().map(({ outcome, ruleId, value, source }) => [outcome, ruleId, value, source])).toEqual([
      ['refused', 'permission.argument-missing', 'FHIR_READ_INSTANCE', 'account'],
      ['refused', 'permission.argument-unreadable', 'FHIR_READ_ALL_OF_TYPE', 'account'],
      ['refused', 'permission.unknown', 'FHIR_UNKNOWN', 'account'],
      ['dropped', 'permission.operation-not-covered', 'FHIR_OP_PATIENT_EVERYTHING', 'scopes'],
      ['dropped', 'permission.no-scope', 'FHIR_PATCH FHIR_ALL_WRITE FHIR_WRITE_INSTANCE', 'scopes'],
      ['granted', 'permission.narrowed', 'FHIR_ALL_READ', 'scopes'],
    ]);
    expect(JSON.stringify(decisions)).not.toContain('123');
  });

  test.each([
    { name: 'nothing is narrowed', by: { scopes: ['patient/*.rs'], enforced: false }, ruleId: 'not-enforced' },
    {
      name: 'the scope for all was approved',
      by: { scopes: ['cdr_all_user_authorities'], enforced: true },
      ruleId: 'all-authorities',
    },
  ])('says that $name', ({ by, ruleId }) => {
    const { decisions } = narrowPermissions([{ permission: 'FHIR_ALL_READ' }], { ...person, ...by });

    expect(decisions).toMatchObject([
      { kind: 'permission', value: '*', outcome: 'granted', ruleId: `permission.${ruleId}` },
    ]);
  });
});
