import { readSeedList, type SeedEntry } from './seed-list.js';

const names = { list: 'things', nameField: 'thingId' };
const readThing = (json: unknown): SeedEntry<unknown> => {
  const { thingId = '', key } = json as { readonly thingId?: string; readonly key?: string };
  return {
    entry: json,
    name: thingId,
    unknownFields: [],
    problems: [],
    warnings: [],
    ...(key !== undefined && { key }),
  };
};
const read = (seed: unknown, readOne = readThing) => readSeedList(seed, names, readOne);
const fieldsOf = (...things: readonly unknown[]) => read({ things }).problems.map(({ field }) => field);

describe('readSeedList', () => {
  test.each([
    { name: 'a list without its object', seed: [{}] },
    { name: 'no list', seed: { things: {} } },
    { name: 'a text', seed: 'things' },
    { name: 'nothing', seed: null },
  ])('refuses $name', ({ seed }) => {
    expect(read(seed)).toMatchObject({ entries: [], problems: [{ field: 'things' }] });
  });

  test('reports two entries of one name, and two of one key, at the later one', () => {
    expect(fieldsOf({ thingId: 'a' }, { thingId: 'b' }, { thingId: 'a' })).toEqual(['things[2] (a).thingId']);
    expect(fieldsOf({ thingId: 'A', key: 'a' }, { thingId: 'a', key: 'a' })).toEqual(['things[1] (a).thingId']);
  });

  test('entries without a name are not the same', () => {
    expect(fieldsOf({}, {})).toEqual([]);
  });

  test('tells everything with its place', () => {
    const finding = (field: string) => ({ field, problem: 'is odd', remedy: 'None' });
    const odd = (json: unknown) => ({
      ...readThing(json),
      unknownFields: ['u'],
      problems: [finding('p')],
      warnings: [finding('')],
    });

    expect(read({ things: [{ thingId: 'a' }], comment: 1 }, odd)).toEqual({
      entries: [{ thingId: 'a' }],
      unknownFields: ['comment', 'things[0] (a).u'],
      problems: [finding('things[0] (a).p')],
      warnings: [finding('things[0] (a)')],
    });
  });
});
