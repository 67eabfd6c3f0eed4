import type { VariableDescriptors } from '../../models/page-model-descriptor.js';
import type { SkinPageName } from '../skin-page-names.js';
import { approval } from './approval.js';
import { error } from './error.js';
import { password1, password2, password3 } from './forgot-password.js';
import { login } from './login.js';
import { registration1, registration2 } from './register.js';
import { secondFactor } from './second-factor.js';
import { sessions } from './session-management.js';

const nothing = { variables: {}, of: () => ({}) } as const;

/** What each page has besides. */
export const pageExtras = {
  login,
  'federated-login': nothing,
  approval,
  error,
  'second-factor': secondFactor,
  'context-selection': nothing,
  'terms-of-service': nothing,
  'session-management': sessions,
  'register-step1': registration1,
  'register-step2': registration2,
  'forgot-password-step1': password1,
  'forgot-password-step2': password2,
  'forgot-password-step3': password3,
} as const satisfies Readonly<Record<SkinPageName, { readonly variables: VariableDescriptors }>>;
