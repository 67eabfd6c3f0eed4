import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ContextSelectionInput } from '../guest/functions/on-smart-login-pre-context-selection.js';
import type { TokenGeneratingInput } from '../guest/functions/on-token-generating.js';
import type { PostAuthorizeShape } from '../guest/bindings/post-authorize-details.js';
import type {
  ContextSelectionCall,
  ContextSelectionResult,
  PostAuthorizeCall,
  PostAuthorizeScript,
  TokenGeneratingCall,
  TokenGeneratingResult,
} from '../post-authorize-script.port.js';
import { ScriptFailure } from '../script-failure.port.js';
import { readChoices } from './choices-after.js';
import { ADMINISTRATIVE_PERMISSIONS, KNOWN_PERMISSIONS, RESERVED_CLAIMS } from './known-names.js';
import { launchToChange, readTokenGenerating } from './read-token-generating.js';
import { shownResources } from './launch-after.js';
import { SCRIPT_RUNNER, type ScriptRunner } from './script-runner.js';
import { scriptedAnswer } from './scripted-answer.js';
import { sessionView } from './session-view.js';

/** The callback script of an outbound module, run by the engine. */
@Injectable()
export class PostAuthorizeEngine implements PostAuthorizeScript {
  private readonly log = new Logger('Scripts');

  constructor(@Inject(SCRIPT_RUNNER) private readonly runner: ScriptRunner) {}

  async onSmartLoginPreContextSelection(call: ContextSelectionCall): Promise<ContextSelectionResult> {
    const { script, occasion, user, choices } = call;
    if (script === undefined) return { choices };
    const input: ContextSelectionInput = { session: sessionView(user), choices, permissions: KNOWN_PERMISSIONS };
    const run = { script, functionName: 'onSmartLoginPreContextSelection', input, call, ...(occasion && { occasion }) };
    const answer = await scriptedAnswer(this.runner, run, (output, notes) => readChoices(output, call, notes));
    return answer === undefined ? { choices } : { choices: answer.value };
  }

  async onTokenGenerating(call: TokenGeneratingCall): Promise<TokenGeneratingResult> {
    const { script, occasion, user, launchContext } = call;
    const unchanged = { launchContext, accessTokenClaims: {}, ...(user && { user }) };
    if (script === undefined) return unchanged;
    const input = tokenGeneratingInput(call);
    const run = { script, functionName: 'onTokenGenerating', input, call, ...(occasion && { occasion }) };
    const { fhirBase } = script.settings;
    const answer = await scriptedAnswer(this.runner, run, (output) => readTokenGenerating(output, call, fhirBase));
    if (answer === undefined) return unchanged;
    return { ...answer.value, ...(answer.runId !== undefined && { runId: answer.runId }) };
  }

  async onPostAuthorize(call: PostAuthorizeCall): Promise<void> {
    const { script, occasion, moduleId, ...details } = call;
    if (script === undefined) return;
    const input: PostAuthorizeShape = details;
    const secrets = details.accessToken === undefined ? [] : [details.accessToken];
    try {
      const run = { script, functionName: 'onPostAuthorize', input, call, secrets, ...(occasion && { occasion }) };
      await scriptedAnswer(this.runner, run, () => undefined);
    } catch (error) {
      // What the script did wrong is in the record of the run; what the server did wrong is nowhere else.
      if (error instanceof ScriptFailure) this.log.warn(`${moduleId}: ${error.message}`);
      else
        this.log.error(`${moduleId}: onPostAuthorize could not be run`, error instanceof Error ? error.stack : error);
    }
  }
}

function tokenGeneratingInput(call: TokenGeneratingCall): TokenGeneratingInput {
  const { script, user, grantType, client, scopes, launch, audience, requestParameters } = call;
  const { clientId, clientName, scopes: ofClient, permissions } = client;
  return {
    session: user ? sessionView(user, shownResources(launchToChange(call))) : null,
    request: {
      ...{ grantType, clientId, scopes, reservedClaims: RESERVED_CLAIMS },
      ...(launch !== undefined && { launch }),
      ...(audience !== undefined && { audience }),
      ...(requestParameters && { requestParameters }),
    },
    client: { clientId, clientName, scopes: ofClient, permissions },
    permissions: KNOWN_PERMISSIONS,
    unheardPermissions: script?.settings.mayAdminister ? '' : ADMINISTRATIVE_PERMISSIONS,
  };
}
