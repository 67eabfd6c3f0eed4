import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { noted } from '../../refusals/refusal-notes.js';
import { InteractionError } from '../interaction-error.js';
import { appAddress } from './app-address.js';

/** The refusal of a second answer to the same request, leading back to its app (F-53). */
export function answeredAlready({ clientId, redirectUri }: Pick<AuthorizationRequest, 'clientId' | 'redirectUri'>) {
  return noted(new InteractionError('answered-already', { appAddress: appAddress(redirectUri) }), { clientId });
}
