import fc from 'fast-check';
import { DocumentError } from './document-error.js';
import { JsonSlicer, type JsonSlice } from './json-slicer.js';

const isCutUp = (name: string): boolean => name === 'clients' || name === 'users';

function slices(text: string, pieceLength = text.length + 1): readonly JsonSlice[] {
  const slicer = new JsonSlicer(isCutUp);
  const found: JsonSlice[] = [];
  for (let at = 0; at < text.length; at += pieceLength) found.push(...slicer.push(text.slice(at, at + pieceLength)));
  slicer.end();
  return found;
}

function failure(text: string): DocumentError {
  try {
    slices(text);
  } catch (error) {
    return error as DocumentError;
  }
  throw new Error('It was read.');
}

describe('A document cut into entries', () => {
  test.each([
    { name: 'nothing', text: '', line: 1 },
    { name: 'a word', text: 'secret', line: 1 },
    { name: 'an object that goes on', text: '{"clients":\n[{"secret":"s3cr3t"', line: 2 },
    { name: 'a list that goes on', text: '[1,\n2', line: 2 },
    { name: 'two documents', text: '{}\n{}', line: 2 },
    { name: 'a comma too many in a list', text: '{"clients":[{},\n]}', line: 2 },
    { name: 'a comma too many in the object', text: '{"clients":[],\n}', line: 2 },
    { name: 'a comma at the beginning', text: '{"clients":[\n,{}]}', line: 2 },
    { name: 'no comma', text: '{"clients":[{}\n{}]}', line: 2 },
    { name: 'no colon', text: '{"clients"\n[]}', line: 2 },
    { name: 'a name without quotes', text: '{\nclients:[]}', line: 2 },
    { name: 'the wrong bracket', text: '{"clients":[{}\n}', line: 2 },
    { name: 'a mistake inside an entry', text: '{"clients":[{"a":1},\n{"b":2,\n"secret": s3cr3t}]}', line: 2 },
    { name: 'V-07: a member twice in an entry', text: '{"clients":[{},\n{"a":{"x":1,"x":2}}]}', line: 2 },
    { name: 'V-07: a list twice', text: '{"clients":[],\n"clients":[]}', line: 2 },
    { name: 'a single quote', text: `{"clients":[{'a':\n1}]}`, line: 1 },
  ])('tells the line of $name and quotes nothing', ({ text, line }) => {
    const error = failure(text);

    expect(error).toBeInstanceOf(DocumentError);
    expect(error.line).toBe(line);
    expect(error.message).not.toMatch(/s3cr3t|secret/);
  });

  test('is refused when an entry is nested too deep, long before the file ends', () => {
    expect(failure(`{"clients":[${'['.repeat(1_000_000)}`).message).toMatch(/nested more than 64/);
  });

  test('is refused when an entry is too long', () => {
    expect(failure(`{"clients":["${'x'.repeat(17 * 1024 * 1024)}"]}`).message).toMatch(/longer than 16 MiB/);
  });

  test('tells where each entry begins, and how long it is', () => {
    const text = '{ "version": 1,\n "clients": [\n {"clientId":"a"},\n\n {"clientId":\n"b"}\n], "notes":["x"] }';

    expect(slices(text)).toEqual([
      { kind: 'member', name: 'version', value: 1, line: 1 },
      { kind: 'item', list: 'clients', value: { clientId: 'a' }, line: 3, size: 16 },
      { kind: 'item', list: 'clients', value: { clientId: 'b' }, line: 5, size: 17 },
      { kind: 'member', name: 'notes', value: ['x'], line: 7 },
    ]);
  });

  test('says the same as JSON.parse, however the text is cut', () => {
    const document = fc.oneof(
      fc.array(fc.jsonValue(), { maxLength: 5 }),
      fc.record({ clients: fc.array(fc.jsonValue(), { maxLength: 5 }), users: fc.jsonValue(), other: fc.jsonValue() }),
    );

    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 1), (value, pieceLength, indent) => {
        expect(restored(slices(JSON.stringify(value, undefined, indent), pieceLength))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  test('reads whatever JSON.parse reads and refuses whatever it refuses', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('[]{}",:\\ \n1-etrufalsn')), maxLength: 12 });

    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (inner, pieceLength) => {
        for (const whole of [`{"clients":[${inner}]}`, `{"a":${inner}}`, `[${inner}]`])
          expect(isRead(() => slices(whole, pieceLength))).toBe(isRead(() => JSON.parse(whole) as unknown));
      }),
      { numRuns: 2_000 },
    );
  });
});

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** The document put together again. */
function restored(found: readonly JsonSlice[]): unknown {
  const items = (list: string): readonly unknown[] =>
    found.flatMap((each) => (each.kind === 'item' && each.list === list ? [each.value] : []));
  if (!found.some(({ kind }) => kind === 'member')) return items('');
  const members = found.flatMap((each) => (each.kind === 'member' ? [[each.name, each.value] as const] : []));
  const lists = ['clients', 'users'].filter((name) => !members.some(([other]) => other === name));
  return Object.fromEntries([...members, ...lists.map((name) => [name, items(name)] as const)]);
}
