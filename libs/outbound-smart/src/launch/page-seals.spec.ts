import { createSecretKey } from 'node:crypto';
import { PageSeals, type SealedSearch } from './page-seals.js';

const seals = new PageSeals({ derive: () => createSecretKey(Buffer.alloc(32, 1)) });
const search: SealedSearch = { handleHash: 'h', need: 'patient', terms: { name: 'Marsh' } };
const NEXT = 'https://fhir.example/r4?_getpages=1&x=ü';

describe('PageSeals', () => {
  test('opens what it sealed', () => {
    expect(seals.open(search, seals.seal(search, NEXT))).toBe(NEXT);
  });

  const sealed = seals.seal(search, NEXT);
  const [place = '', mac = ''] = sealed.split('.');
  test.each<{ name: string; of?: Partial<SealedSearch>; text?: string }>([
    { name: 'another request', of: { handleHash: 'i' } },
    { name: 'another need', of: { need: 'encounter' } },
    { name: 'other terms', of: { terms: { name: 'March' } } },
    { name: 'the same term in another field', of: { terms: { identifier: 'Marsh' } } },
    { name: 'nothing', text: '' },
    { name: 'another place', text: `${Buffer.from('https://evil.example').toString('base64url')}.${mac}` },
    { name: 'no seal', text: place },
    { name: 'a cut seal', text: sealed.slice(0, -1) },
    { name: 'a seal with an ending', text: `${sealed}A` },
    { name: 'a plain address', text: NEXT },
  ])('V-85: opens nothing for $name', ({ of = {}, text = sealed }) => {
    expect(seals.open({ ...search, ...of }, text)).toBeUndefined();
  });

  test('V-85: opens nothing that another key sealed', () => {
    const other = new PageSeals({ derive: () => createSecretKey(Buffer.alloc(32, 2)) });

    expect(seals.open(search, other.seal(search, NEXT))).toBeUndefined();
  });
});
