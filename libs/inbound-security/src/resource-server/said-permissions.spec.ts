import { saidPermissions } from './said-permissions.js';

const read = { permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/1' };

test.each([
  ['nothing', undefined],
  ['a text', 'FHIR_ALL_READ'],
  ['names, as other servers write permissions', ['FHIR_ALL_READ']],
  ['an entry that cannot be read among others', [read, { permission: 7 }]],
  ['an argument that is no text', [{ permission: 'BLOCK_FHIR_READ_UNLESS_CODE_IN_VS', argument: {} }]],
  ['an empty name', [{ permission: '' }]],
  ['a name without end', [{ permission: 'A'.repeat(501) }]],
  ['entries without number', Array.from({ length: 10_001 }, () => read)],
])('%s says nothing', (_name, permissions) => {
  expect(saidPermissions({ permissions }, 'permissions')).toBeUndefined();
});

test('reads what this product writes, at its own place alone', () => {
  const said = [read, { permission: 'FHIR_CAPABILITIES' }];

  expect(saidPermissions({ permissions: said }, 'permissions')).toEqual(said);
  expect(saidPermissions({ permissions: said }, 'gatehouse_permissions')).toBeUndefined();
  expect(saidPermissions({ gatehouse_permissions: [] }, 'gatehouse_permissions')).toEqual([]);
});
