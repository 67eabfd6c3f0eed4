import { readContextList } from './context-list.js';

const entry = { resourceType: 'Patient', id: 'p1', display: 'Amelia Marsh', users: ['amelia'] };

describe('readContextList', () => {
  test.each<{ name: string; document: unknown; says: RegExp }>([
    { name: 'no object', document: [], says: /contexts/ },
    { name: 'no list', document: { contexts: {} }, says: /contexts/ },
    { name: '1,001 entries', document: { contexts: Array.from({ length: 1_001 }, () => entry) }, says: /1000/ },
    { name: 'an entry that is a text', document: { contexts: ['Patient/1'] }, says: /contexts\[0\]/ },
    {
      name: 'a type that FHIR has not',
      document: { contexts: [{ ...entry, resourceType: 'Ward' }] },
      says: /resourceType/,
    },
    { name: 'an id that is a path', document: { contexts: [{ ...entry, id: '../1' }] }, says: /id/ },
    { name: 'no name', document: { contexts: [{ ...entry, display: ' ' }] }, says: /display/ },
    { name: 'nobody who may see it', document: { contexts: [{ ...entry, users: undefined }] }, says: /users/ },
    { name: 'an empty list of people', document: { contexts: [{ ...entry, users: [] }] }, says: /users/ },
    { name: 'an unknown member', document: { contexts: [{ ...entry, diagnosis: 'x' }] }, says: /diagnosis/ },
    { name: 'a number as text', document: { contexts: [{ ...entry, identifier: 7 }] }, says: /identifier/ },
    { name: 'a long text', document: { contexts: [{ ...entry, display: 'x'.repeat(201) }] }, says: /display/ },
    { name: 'the same twice', document: { contexts: [entry, entry] }, says: /Patient\/p1 twice/ },
  ])('refuses $name', ({ document, says }) => {
    expect(() => readContextList(document)).toThrow(says);
  });

  test('reads everything an entry may have', () => {
    const visit = { ...entry, resourceType: 'Encounter', id: 'v1', patient: 'p1', users: ['*'] };
    const full = { ...entry, birthDate: '1984', sex: 'female', identifier: '7', description: 'x' };

    expect(readContextList({ contexts: [full, visit] })).toEqual([full, visit]);
  });
});
