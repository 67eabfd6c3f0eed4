import { Inject, Injectable } from '@nestjs/common';
import type { CodapCall, CodapScript, CodapVerdict } from '../codap-script.port.js';
import type { AuthenticateInput } from '../guest/functions/authenticate.js';
import { KNOWN_PERMISSIONS } from './known-names.js';
import { nobody, readOutcome, toldOutcome } from './read-outcome.js';
import { readName } from './read-value.js';
import { SCRIPT_RUNNER, type ScriptRunner } from './script-runner.js';
import { codapSubject } from './run-subject.js';
import { requiredAnswer } from './scripted-answer.js';
import { signInDetailsOf } from './sign-in-details-of.js';

const LONGEST_USERNAME = 200;

/** The authorization scripts of CODAP, run by the engine. */
@Injectable()
export class CodapEngine implements CodapScript {
  constructor(@Inject(SCRIPT_RUNNER) private readonly runner: ScriptRunner) {}

  async authenticate(call: CodapCall): Promise<CodapVerdict> {
    const { script, occasion, ...request } = call;
    const input: AuthenticateInput = { kind: 'codap', request, permissions: KNOWN_PERMISSIONS };
    const secrets = [call.authenticationToken.raw, call.authorizationToken.raw];
    const subject = codapSubject(call);
    const run = { script, functionName: 'authenticate', input, call, secrets, subject, ...(occasion && { occasion }) };
    const { value } = await requiredAnswer(this.runner, run, (output, { tell }) =>
      toldOutcome(readCodapVerdict(output, script.settings.fhirBase), tell),
    );
    return value;
  }
}

/** @throws UnusableResult — also where a success has no user name */
function readCodapVerdict(output: unknown, fhirBase: string | undefined): CodapVerdict {
  const outcome = readOutcome(output, undefined, fhirBase);
  if (outcome.kind === 'failure') return outcome;
  const { username, authorities, familyName, givenName, email, fhirUserUrl } = outcome.session;
  const { launchResources, userData } = signInDetailsOf(outcome.session, nobody);
  return {
    kind: 'success',
    username: readName(username, 'the username of the outcome', LONGEST_USERNAME),
    authorities: authorities.added,
    ...(familyName !== '' && { familyName }),
    ...(givenName !== '' && { givenName }),
    ...(email !== '' && { email }),
    ...(fhirUserUrl !== '' && { fhirUserUrl }),
    session: { ...(launchResources && { launchResources }), ...(userData && { userData }) },
  };
}
