import { confirmationMethod, readConfirmation } from './confirmation.js';

const THUMBPRINT = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

describe('readConfirmation', () => {
  test.each([
    { name: 'nothing', cnf: undefined },
    { name: 'a text', cnf: THUMBPRINT },
    { name: 'null', cnf: null },
    { name: 'no member', cnf: {} },
    { name: 'an unknown member', cnf: { kid: THUMBPRINT } },
    { name: 'two members', cnf: { jkt: THUMBPRINT, 'x5t#S256': THUMBPRINT } },
    { name: 'a short thumbprint', cnf: { jkt: 'abc' } },
    { name: 'a padded thumbprint', cnf: { jkt: `${THUMBPRINT}=` } },
    { name: 'a number', cnf: { jkt: 1 } },
    { name: 'an inherited member', cnf: Object.create({ jkt: THUMBPRINT }) as object },
  ])('STD RFC9449-3: $name is none', ({ cnf }) => {
    expect(readConfirmation(cnf)).toBeUndefined();
  });

  test.each([{ cnf: { jkt: THUMBPRINT } }, { cnf: { 'x5t#S256': THUMBPRINT } }])(
    'STD RFC9449-3: reads $cnf',
    ({ cnf }) => {
      expect(readConfirmation(cnf)).toEqual(cnf);
      expect([confirmationMethod(readConfirmation(cnf))]).toEqual(Object.keys(cnf));
    },
  );
});

test('STD FAPI-7: a bearer token is confirmed by none', () => {
  expect(confirmationMethod(undefined)).toBe('none');
});
