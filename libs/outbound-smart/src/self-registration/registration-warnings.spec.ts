import { registrationWarnings } from './registration-warnings.js';

const local = (enabled: boolean) => [{ moduleId: 'people', options: { selfRegistration: { enabled } } }];
const mail = { host: 'mail.example' };

test.each([
  {
    name: 'no mail',
    outbound: { registrationModuleId: 'people' },
    on: true,
    says: /sends no mail: nobody can register/,
  },
  { name: 'no switch', outbound: { registrationModuleId: 'people', mail }, on: false, says: /enabled is not on/ },
  { name: 'no module that names it', outbound: { mail }, on: true, says: /no outbound module names this one/ },
])('tells of registration that is wanted and has $name', ({ outbound, on, says }) => {
  const warnings = registrationWarnings([{ moduleId: 'smart', ...outbound }], local(on));

  expect(warnings.map(({ problem }) => problem)).toEqual([expect.stringMatching(says)]);
});

test('is silent where all is there, and where nothing is wanted', () => {
  expect(registrationWarnings([{ moduleId: 'smart', registrationModuleId: 'people', mail }], local(true))).toEqual([]);
  expect(registrationWarnings([{ moduleId: 'smart' }], local(false))).toEqual([]);
});
