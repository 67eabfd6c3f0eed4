import { JsonFields } from '../json/json-fields.js';
import { permissionTable } from './permission-table.js';
import { argumentExamples, readAuthority } from './read-authority.js';

function read(json: Readonly<Record<string, unknown>>) {
  const fields = new JsonFields(json);
  const authority = readAuthority(fields);
  return { authority, problems: fields.problems(), warnings: fields.warnings() };
}

describe('a permission of a client or a person', () => {
  test.each([
    ['FHIR_READ_ALL_OF_TYPE', 'observation'],
    ['FHIR_READ_ALL_OF_TYPE', 'Observation,Patient'],
    ['FHIR_READ_ALL_OF_TYPE', '*'],
    ['FHIR_READ_INSTANCE', 'Patient/'],
    ['FHIR_READ_TYPE_IN_COMPARTMENT', 'Patient/1234'],
    ['FHIR_READ_ALL_IN_COMPARTMENT', '123'],
    ['FHIR_WRITE_ALL_IN_COMPARTMENT', 'Patient/1,Patient/2'],
    ['GATEHOUSE_FHIR_ACCESS', 'Observation'],
    ['FHIR_READ_INSTANCE', undefined],
    ['FHIR_ACCESS_PARTITION_NAME', undefined],
    ['BLOCK_FHIR_READ_UNLESS_CODE_IN_VS', undefined],
  ])('ruling 38: %s with the argument %s is refused, with a form that can be read', (permission, argument) => {
    const { problems } = read({ permission, argument });

    expect(problems).toEqual([expect.objectContaining({ field: 'argument' })]);
    expect(problems[0]?.remedy).toContain(argumentExamples[permissionTable.get(permission)?.argument ?? 'none']);
    expect(problems[0]?.problem).not.toContain(argument ?? '\0');
  });

  test.each([
    ['ROLE_FHIR_CLIENT_SUPERUSER', 'Patient/1', 'gives nothing'],
    ['ROLE_SYSTEM', 'x', 'gives nothing'],
    ['FHIR_ALL_READ', 'Observation', 'gives nothing'],
    ['FHIR_EXTENDED_OPERATION_ON_SERVER', 'op-name', 'names no operation'],
  ])('ruling 38: %s with the argument %s may stand in a file of the product and is warned of', (...row) => {
    const [permission, argument, words] = row;
    const { authority, problems, warnings } = read({ permission, argument });

    expect(problems).toEqual([]);
    expect(warnings).toEqual([expect.objectContaining({ field: 'argument' })]);
    expect(warnings[0]?.problem).toContain(words);
    expect(authority).toEqual({ permission, argument });
  });

  test('a name that this server does not know yet gives nothing and is warned of', () => {
    const permission = 'FHIR_OP_OF_NEXT_YEAR';

    expect(read({ permission })).toEqual({
      authority: { permission },
      problems: [],
      warnings: [expect.objectContaining({ field: 'permission', problem: expect.stringContaining(permission) })],
    });
  });

  test('a restriction that this server does not know would be lost without a trace, and is refused', () => {
    expect(read({ permission: 'BLOCK_FHIR_READ_ON_MONDAYS' }).problems).toEqual([
      expect.objectContaining({ field: 'permission' }),
    ]);
  });

  test.each([{}, { permission: '' }, { permission: null, argument: null }])(
    '%j says nothing, and is left out',
    (json) => {
      expect(read(json)).toEqual({
        authority: undefined,
        problems: [],
        warnings: [{ field: '', problem: 'says nothing, and is left out', remedy: expect.any(String) }],
      });
    },
  );

  test.each([{ argument: 'Patient/123' }, { name: 'ROLE_SUPERUSER' }, { permissions: 'BLOCK_X' }])(
    '%j says something, and is refused without a permission',
    (json) => {
      expect(read(json).problems).toMatchObject([{ field: 'permission', problem: 'is missing' }]);
    },
  );

  test.each([
    ['FHIR_READ_ALL_OF_TYPE', 'Observation'],
    ['FHIR_READ_TYPE_IN_COMPARTMENT', 'Observation:Patient/123'],
    ['FHIR_ACCESS_PARTITION_NAME', 'TENANT,DEFAULT'],
    ['FHIR_EXTENDED_OPERATION_ON_SERVER', '$op-name'],
    ['FHIR_EXTENDED_OPERATION_ON_TYPE', 'Patient/$op-name'],
    ['BLOCK_FHIR_READ_UNLESS_CODE_IN_VS', 'http://example.org/vs'],
    ['ACCESS_ADMIN_JSON', 'anything'],
    ['ROLE_FHIR_CLIENT', undefined],
  ])('%s with the argument %s is taken without a word', (permission, argument) => {
    const authority = argument === undefined ? { permission } : { permission, argument };

    expect(read({ permission, argument })).toEqual({ authority, problems: [], warnings: [] });
  });
});
