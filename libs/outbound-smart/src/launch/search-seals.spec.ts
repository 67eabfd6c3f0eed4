import { createSecretKey } from 'node:crypto';
import { SearchSeals, type ContextSearch, type SearchOwner } from './search-seals.js';

const seals = new SearchSeals({ derive: () => createSecretKey(Buffer.alloc(32, 1)) });
const owner: SearchOwner = { handleHash: 'h', need: 'patient', userPid: 1 };
const search: ContextSearch = { terms: { name: 'Märsh' }, page: 'https://fhir.example/r4?_getpages=1&x=ü' };

describe('SearchSeals', () => {
  test.each<ContextSearch>([search, { terms: {} }, { terms: { birthDate: '1984', identifier: '7' } }])(
    'opens what it sealed: %j',
    (each) => {
      expect(seals.open(owner, seals.seal(owner, each))).toEqual(each);
    },
  );

  test('V-84: shows nobody what is searched for', () => {
    const sealed = seals.seal(owner, search);

    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('rsh');
    expect(seals.seal(owner, search)).not.toBe(sealed);
  });

  const sealed = seals.seal(owner, search);
  test.each<{ name: string; of?: Partial<SearchOwner>; text?: string }>([
    { name: 'another request', of: { handleHash: 'i' } },
    { name: 'another need', of: { need: 'encounter' } },
    { name: 'another person', of: { userPid: 2 } },
    { name: 'nothing', text: '' },
    { name: 'a cut seal', text: sealed.slice(0, -2) },
    { name: 'a seal with an ending', text: `${sealed}AA` },
    { name: 'another first letter', text: `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}` },
    { name: 'a plain search', text: Buffer.from(JSON.stringify(search)).toString('base64url') },
    { name: 'an address', text: 'https://evil.example' },
    { name: 'something endless', text: 'A'.repeat(100_000) },
  ])('V-85: opens nothing for $name', ({ of = {}, text = sealed }) => {
    expect(seals.open({ ...owner, ...of }, text)).toBeUndefined();
  });

  test('V-85: opens nothing that another key sealed', () => {
    const other = new SearchSeals({ derive: () => createSecretKey(Buffer.alloc(32, 2)) });

    expect(seals.open(owner, other.seal(owner, search))).toBeUndefined();
  });
});
