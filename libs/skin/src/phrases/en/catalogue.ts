import { account } from './account.js';
import { approval } from './approval.js';
import { apps } from './apps.js';
import { common } from './common.js';
import { context } from './context.js';
import { errors } from './errors.js';
import { resources } from './resources.js';
import { scopes } from './scopes.js';
import { secondFactor } from './second-factor.js';
import { selfCare } from './self-care.js';
import { signIn } from './sign-in.js';
import { ways } from './ways.js';

/** Everything that the built-in pages say, in British English. The other languages have the same keys. */
export const english = {
  ...common,
  ...signIn,
  ...secondFactor,
  ...approval,
  ...scopes,
  ...resources,
  ...context,
  ...account,
  ...apps,
  ...selfCare,
  ...ways,
  ...errors,
} as const;
