import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationResponse } from '#protocol/oauth2/authorization-response';
import { appendToRedirectUri } from '#protocol/oauth2/redirect-uri';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { PageResult } from '../flow-result.js';
import { siteOf } from './site-of.js';

/** An error that an app is to be told through a browser. */
export interface ErrorForApp {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly response: AuthorizationResponse;
  /** Under which the log has it. */
  readonly reference: string;
}

/**
 * The page between this server and an app that is not trusted: whoever gets an app registered could otherwise have people sent to a site of theirs
 * by a link to ours that is meant to fail. The person sees where the way leads and decides (RFC 9700 §4.11.2, V-14, B-42).
 */
export function leavePage({ instance, client, response, reference }: ErrorForApp): PageResult {
  const { redirectUri, responseMode, parameters } = response;
  const { clientId, clientName } = client;
  const facts = {
    basePath: instance.publicPath,
    clientId,
    clientName,
    destination: siteOf(redirectUri),
    errorCode: parameters['error'] ?? '',
    reference,
  };
  const way =
    responseMode === 'form_post'
      ? { action: redirectUri, fields: fieldsOf(parameters), formTargets: [redirectUri] }
      : { continueUrl: appendToRedirectUri(redirectUri, parameters, responseMode), fields: [], formTargets: [] };
  return { kind: 'page', page: 'leave', model: { ...facts, ...way }, status: 400 };
}

function fieldsOf(parameters: AuthorizationResponse['parameters']) {
  return Object.entries(parameters).map(([name, value]) => ({ name, value }));
}
