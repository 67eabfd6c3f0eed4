import type { ModelOf } from './page-model-descriptor.js';
import { account } from './pages/account.js';
import { formPost, leave } from './pages/answer.js';
import { approve } from './pages/approval.js';
import { chooseServer } from './pages/choose-server.js';
import { selectContext } from './pages/context-selection.js';
import { deviceCode, deviceConfirm, deviceDone } from './pages/device.js';
import { error } from './pages/error.js';
import { forgotPasswordStep1, forgotPasswordStep2, forgotPasswordStep3 } from './pages/forgot-password.js';
import { loggedOut, logoutConfirm } from './pages/logout.js';
import { recoveryCodes, secondFactor, secondFactorEnrolment } from './pages/second-factor.js';
import { registerStep1, registerStep2 } from './pages/register.js';
import { sessionManagement } from './pages/session-management.js';
import { signIn } from './pages/sign-in.js';
import { termsOfService } from './pages/terms-of-service.js';

// The contract of every page (ruling 59): types, sample data, documentation and the check of uploaded skins derive from here.

/** Every page of the sign-in side, by name. */
export const pageDescriptors = {
  'sign-in': signIn,
  'second-factor': secondFactor,
  'choose-server': chooseServer,
  'second-factor-enrolment': secondFactorEnrolment,
  'recovery-codes': recoveryCodes,
  approve,
  'forgot-password-step1': forgotPasswordStep1,
  'forgot-password-step2': forgotPasswordStep2,
  'forgot-password-step3': forgotPasswordStep3,
  'register-step1': registerStep1,
  'register-step2': registerStep2,
  'terms-of-service': termsOfService,
  'select-context': selectContext,
  error,
  'logout-confirm': logoutConfirm,
  'logged-out': loggedOut,
  'form-post': formPost,
  leave,
  'session-management': sessionManagement,
  account,
  'device-code': deviceCode,
  'device-confirm': deviceConfirm,
  'device-done': deviceDone,
} as const;

/** Name of a page. */
export type PageName = keyof typeof pageDescriptors;

/** What each page must be given, derived from its descriptor. */
export type PageModels = { readonly [P in PageName]: ModelOf<(typeof pageDescriptors)[P]['variables']> };
