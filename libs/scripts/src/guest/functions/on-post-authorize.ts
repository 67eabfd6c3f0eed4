import { SmartOnPostAuthorizeDetails, type PostAuthorizeShape } from '../bindings/post-authorize-details.js';
import { scriptedFunction } from '../scripted-function.js';

/** `onPostAuthorize(theDetails)`: the token is there already, so nothing goes back. */
export const onPostAuthorize = scriptedFunction({
  name: 'onPostAuthorize',
  begin: (details: PostAuthorizeShape) => [new SmartOnPostAuthorizeDetails(details)] as const,
  finish: () => null,
});
