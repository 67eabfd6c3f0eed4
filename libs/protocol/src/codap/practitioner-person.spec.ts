import { practitionerPerson } from './practitioner-person.js';

const email = (value: string, more: object = {}) => ({ system: 'email', value, ...more });

test.each<{ name: string; practitioner: Readonly<Record<string, unknown>>; expected: readonly string[] }>([
  { name: 'nothing', practitioner: {}, expected: ['', '', ''] },
  {
    name: 'the official name, all given names and the first e-mail address',
    practitioner: {
      name: [
        { use: 'usual', family: 'Miller' },
        { use: 'official', family: 'Müller', given: ['Eva', 'Maria'] },
      ],
      telecom: [{ system: 'phone', value: '1' }, email('old@org.example', { use: 'old' }), email('eva@org.example')],
    },
    expected: ['Müller', 'Eva Maria', 'eva@org.example'],
  },
  {
    name: 'no name of old',
    practitioner: {
      name: [
        { use: 'maiden', family: 'Old' },
        { family: 'New', given: 'Eva' },
      ],
    },
    expected: ['New', '', ''],
  },
  {
    name: 'nothing that has another form',
    practitioner: { name: ['Eva', { family: 7, given: [1, 'Eva'] }], telecom: 'x' },
    expected: ['', 'Eva', ''],
  },
])('takes $name', ({ practitioner, expected }) => {
  const { familyName, givenName, email: address } = practitionerPerson(practitioner);

  expect([familyName, givenName, address]).toEqual(expected);
});
