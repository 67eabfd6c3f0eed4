import type { ScriptedFunction } from '../scripted-function.js';
import { authenticate } from './authenticate.js';
import { getUserName } from './get-user-name.js';
import { onAuthenticateSuccess } from './on-authenticate-success.js';
import { onPostAuthorize } from './on-post-authorize.js';
import { onSmartLoginPreContextSelection } from './on-smart-login-pre-context-selection.js';
import { onTokenGenerating } from './on-token-generating.js';
import { onUserSelfRegistrationRequest } from './on-user-self-registration-request.js';

/** Every function that scripts may define, by its name. */
export const scriptedFunctions: ReadonlyMap<string, ScriptedFunction> = new Map(
  [
    authenticate,
    getUserName,
    onAuthenticateSuccess,
    onPostAuthorize,
    onSmartLoginPreContextSelection,
    onTokenGenerating,
    onUserSelfRegistrationRequest,
  ].map((each) => [each.name, each]),
);
