import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A call of an endpoint that authenticates clients. */
export interface AuthenticatedCall {
  readonly instance: OutboundSmartInstance;
  readonly parameters: FormParameters;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
}

/** Leaves an audit record of every refused call, so that nobody guesses secrets unseen. */
@Injectable()
export class RefusalRecords {
  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  /** Does the work; an OAuthError is recorded under the name of the endpoint, then thrown on. */
  async around<T>(
    endpoint: 'introspection' | 'revocation',
    call: AuthenticatedCall,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof OAuthError) await this.record(endpoint, call, error);
      throw error;
    }
  }

  private async record(endpoint: string, call: AuthenticatedCall, error: OAuthError): Promise<void> {
    const clientId = claimedClientId(call);
    await this.audit.record({
      moduleId: call.instance.moduleId,
      kind: 'TOKEN_REFUSAL',
      outcome: 'failure',
      remoteAddress: call.remoteAddress,
      errorCode: error.code,
      detail: {
        endpoint,
        description: error.description,
        ...(typeof error.cause === 'string' && { cause: error.cause }),
      },
      ...(clientId !== undefined && { clientId }),
    });
  }
}

/** Whom the caller claims to be; undefined where that cannot even be read. */
function claimedClientId({ authorization, parameters }: AuthenticatedCall): string | undefined {
  try {
    return readPresentedCredentials(authorization, parameters).clientId;
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}
