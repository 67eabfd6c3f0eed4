import { Inject, Injectable } from '@nestjs/common';
import type { PermissionChange } from '#protocol/permissions/script-change';
import { CODAP_SCRIPT, type CodapScript, type CodapVerdict } from '#scripts/codap-script.port';
import { ScriptFailure, wasNotBegun } from '#scripts/script-failure.port';
import type { GrantRequest } from '../grants/grant.port.js';
import type { CodapRequest } from './codap-requests.js';

type Success = Extract<CodapVerdict, { kind: 'success' }>;

/** What the authorization script said; what it says of a refusal is for log and audit alone (ruling 14). */
export type CodapDecision =
  | { readonly kind: 'admitted'; readonly verdict: Success; readonly change: PermissionChange }
  | { readonly kind: 'refused'; readonly cause: string; readonly detail: Readonly<Record<string, unknown>> };

/** Asks the authorization script (product document 11.16.6). It sees only what was verified (S-10), and whatever goes wrong admits nobody (ruling 36). */
@Injectable()
export class CodapDecisions {
  constructor(@Inject(CODAP_SCRIPT) private readonly script: CodapScript) {}

  /** @throws ScriptFailure — it was not begun, so that nothing was decided */
  async of(request: GrantRequest, codap: CodapRequest, flowId: string): Promise<CodapDecision> {
    try {
      return decisionOf(await this.ask(request, codap, flowId));
    } catch (error) {
      if (!(error instanceof ScriptFailure) || wasNotBegun(error)) throw error;
      const { runId } = error.about;
      return refused(`the script failed: ${error.message}`, { ...(runId !== undefined && { runId }) });
    }
  }

  private async ask(
    { instance, client, remoteAddress }: GrantRequest,
    { authentication, authorization, facts }: CodapRequest,
    flowId: string,
  ): Promise<CodapVerdict> {
    const { codap: script } = instance.scripts;
    // A module without it does not start.
    if (script === undefined) return failure('there is no authorization script');
    return this.script.authenticate({
      script,
      occasion: { flowId, clientId: client.clientId, remoteAddress },
      requestingPractitioner: facts.requestingPractitioner,
      requestedRecord: facts.requestedRecord,
      authenticationToken: authentication,
      authorizationToken: authorization,
    });
  }
}

function decisionOf(verdict: CodapVerdict): CodapDecision {
  if (verdict.kind === 'failure') {
    const { message, incorrectPassword, unknownUsername } = verdict;
    return refused(`the script refused: ${message}`, { message, incorrectPassword, unknownUsername });
  }
  if (verdict.username.trim() === '') return refused('the script named nobody: outcome.username is empty', {});
  return { kind: 'admitted', verdict, change: { added: verdict.authorities, removed: [] } };
}

function refused(cause: string, detail: Readonly<Record<string, unknown>>): CodapDecision {
  return { kind: 'refused', cause, detail };
}

function failure(message: string): CodapVerdict {
  return { kind: 'failure', message, incorrectPassword: false, unknownUsername: false };
}
