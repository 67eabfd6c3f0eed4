import { formOf, maybe, step, usernameForm } from './extra-variables.js';
import { extras } from './page-extras.js';

/** The first page for those who forgot their password. */
export const password1 = extras<'forgot-password-step1'>()({ step, form: usernameForm }, ({ username }) => ({
  step: 1,
  form: { username },
}));

/** The second one: the code of the message. */
export const password2 = extras<'forgot-password-step2'>()(
  {
    step: { ...step, stock: 2 },
    form: formOf({}),
    email: maybe('Null: whether there is such an account stays unsaid.', 'a•••@clinic.example'),
  },
  () => ({ step: 2, form: {}, email: undefined }),
);

/** The third one: the new password. */
export const password3 = extras<'forgot-password-step3'>()({ step: { ...step, stock: 3 }, form: formOf({}) }, () => ({
  step: 3,
  form: {},
}));
