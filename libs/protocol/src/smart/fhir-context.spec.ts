import { readFhirContext } from './fhir-context.js';

const ROLE = 'https://example.org/role/to-display';

describe('readFhirContext', () => {
  test.each<{ name: string; value: unknown; field?: string }>([
    { name: 'no list', value: { reference: 'ImagingStudy/1' } },
    { name: 'STD X9: texts, as earlier versions had them', value: ['ImagingStudy/1'], field: 'fhirContext[0]' },
    { name: '21 items', value: Array.from({ length: 21 }, () => ({ reference: 'ImagingStudy/1' })) },
    { name: 'null', value: [null], field: 'fhirContext[0]' },
    { name: 'an unknown member', value: [{ reference: 'ImagingStudy/1', display: 'x' }], field: 'fhirContext[0]' },
    { name: 'STD L8: nothing that points anywhere', value: [{ type: 'ImagingStudy' }], field: 'fhirContext[0]' },
    { name: 'an absolute reference', value: [{ reference: 'https://x/ImagingStudy/1' }] },
    { name: 'a reference without type', value: [{ reference: '1' }] },
    { name: 'a type that FHIR has not', value: [{ reference: 'Foo/1' }], field: 'fhirContext[0].reference' },
    { name: 'a path', value: [{ reference: 'ImagingStudy/../Patient/1' }] },
    { name: 'a reference that is no text', value: [{ reference: 1 }] },
    { name: 'a canonical that is no URL', value: [{ canonical: 'PlanDefinition/1' }] },
    { name: 'a canonical with two versions', value: [{ canonical: 'https://x/a|1|2' }] },
    { name: 'an empty identifier', value: [{ identifier: {} }], field: 'fhirContext[0].identifier' },
    { name: 'an identifier that is a text', value: [{ identifier: 'urn:x|1' }] },
    { name: 'a huge identifier', value: [{ identifier: { value: 'x'.repeat(2_000) } }] },
    { name: 'an unknown type', value: [{ canonical: 'https://x/a', type: 'Foo' }] },
    { name: 'two types', value: [{ reference: 'ImagingStudy/1', type: 'Location' }] },
    { name: 'STD L8: an empty role', value: [{ reference: 'Location/1', role: '' }], field: 'fhirContext[0].role' },
    { name: 'STD L8: a role that is no URI', value: [{ reference: 'Location/1', role: 'display' }] },
    { name: 'STD L9: the patient', value: [{ reference: 'Patient/1' }], field: 'fhirContext[0]' },
    { name: 'STD L9: the encounter, said twice', value: [{ reference: 'Encounter/1', role: 'launch' }] },
    { name: 'STD L9: a patient by identifier', value: [{ identifier: { value: '1' }, type: 'Patient' }] },
    { name: 'the second of two', value: [{ reference: 'Location/1' }, {}], field: 'fhirContext[1]' },
  ])('refuses $name', ({ value, field = expect.stringMatching(/^fhirContext/) as string }) => {
    expect(() => readFhirContext(value)).toThrow(
      expect.objectContaining({ code: 'invalid_request', parameter: field }) as Error,
    );
  });

  test.each<{ name: string; value: readonly object[] }>([
    { name: 'nothing', value: [] },
    { name: 'STD L8: a reference', value: [{ reference: 'ImagingStudy/123' }] },
    { name: 'one version of it', value: [{ reference: 'ImagingStudy/123/_history/2' }] },
    { name: 'STD L8: a canonical with version', value: [{ canonical: 'https://x/a|1.2', type: 'PlanDefinition' }] },
    { name: 'STD L8: an identifier', value: [{ identifier: { system: 'urn:x', value: '1' }, type: 'ImagingStudy' }] },
    { name: 'STD L8: a role', value: [{ reference: 'Location/1', role: ROLE }] },
    { name: 'STD L8: the role launch', value: [{ reference: 'Location/1', role: 'launch' }] },
    { name: 'STD L8: several of one type and role', value: [{ reference: 'Task/1' }, { reference: 'Task/2' }] },
    { name: 'STD L9: a patient in another role', value: [{ reference: 'Patient/2', role: ROLE }] },
  ])('keeps $name', ({ value }) => {
    expect(readFhirContext(value)).toEqual(value);
  });
});
