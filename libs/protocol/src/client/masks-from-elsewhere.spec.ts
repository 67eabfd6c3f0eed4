import type { ClientSecret } from './client.js';
import { masksFromElsewhere } from './masks-from-elsewhere.js';
import type { NewClientSecret } from './new-client.js';

const end = new Date('2027-01-01T00:00:00Z');
const secrets = (...descriptions: readonly string[]): readonly ClientSecret[] =>
  descriptions.map((description, place) => ({ pid: place + 1, hash: `hash ${String(place)}`, description }));
const masks = (...descriptions: readonly string[]): readonly NewClientSecret[] =>
  descriptions.map((description, place) => ({ pid: 1640 + place, description, expiration: end }));

test.each([
  {
    name: 'by what they are called, in any order',
    given: ['second', 'first'],
    left: ['first', 'second'],
    pids: [2, 1],
  },
  { name: 'by the mask of it', given: ['s***'], left: ['first', 'second'], pids: [2] },
  { name: 'as many as there are', given: ['m***'], left: ['first'], pids: [1] },
  { name: 'more than there are', given: ['m***', 'n***'], left: ['first'], pids: [1, undefined] },
  { name: 'the one that is left', given: ['x', 'first'], left: ['first', 'second'], pids: [2, 1] },
  { name: 'fewer than there are', given: ['m***'], left: ['first', 'second'], pids: [undefined] },
  { name: 'a mask that fits two', given: ['f***'], left: ['first', 'fifth'], pids: [undefined] },
  {
    name: 'two that fit one',
    given: ['f***', 'first'],
    left: ['first', 'second', 'third'],
    pids: [undefined, undefined],
  },
  { name: 'nothing that they are called', given: [''], left: ['', 'second'], pids: [undefined] },
  { name: 'none that is stored', given: ['first'], left: [], pids: [undefined] },
])('masks of another installation: $name', ({ given, left, pids }) => {
  const meant = masksFromElsewhere(masks(...given), secrets(...left));
  expect(meant.map((each) => each.stored?.pid)).toEqual(pids);
});

test('what is found by its number alone stays as it is; what is found by its description gets the terms of the list', () => {
  const [named, other] = masksFromElsewhere(masks('first', 'm***'), secrets('first', 'second'));

  expect(named?.given).toEqual({ pid: 1640, description: 'first', expiration: end });
  expect(other?.given).toEqual({ description: 'second' });
});
