import { SmartOnPostAuthorizeDetails, type PostAuthorizeShape } from '../bindings/post-authorize-details.js';
import { scriptedFunction } from '../scripted-function.js';

/**
 * Called when a token was issued. The answer to the app does not wait for it: for logging, and for telling other systems.
 * @configured `post_authorize_script` of SECURITY_OUT_SMART
 * @result nothing
 * @failing the grant stands; it is in the record of the run
 */
export type OnPostAuthorize = (theDetails: SmartOnPostAuthorizeDetails) => void | Promise<void>;

/** `onPostAuthorize(theDetails)`: the token is there already, so nothing goes back. */
export const onPostAuthorize = scriptedFunction({
  name: 'onPostAuthorize',
  begin: (details: PostAuthorizeShape): Parameters<OnPostAuthorize> => [new SmartOnPostAuthorizeDetails(details)],
  finish: () => null,
});
