import { formOf, step, text, usernameForm } from './extra-variables.js';
import { extras } from './page-extras.js';

/** The first page of registration. */
export const registration1 = extras<'register-step1'>()(
  {
    step,
    form: formOf({
      email: text('As entered.', 'adams@clinic.example'),
      given_name: text('As entered.', 'Maria'),
      family_name: text('As entered.', 'Adams'),
    }),
  },
  ({ email, givenName, familyName }) => ({
    step: 1,
    form: { email, given_name: givenName, family_name: familyName },
  }),
);

/** The second page of registration. */
export const registration2 = extras<'register-step2'>()(
  { step: { ...step, stock: 2 }, form: usernameForm },
  ({ username }) => ({
    step: 2,
    form: { username },
  }),
);
