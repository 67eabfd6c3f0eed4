import { Inject, Injectable } from '@nestjs/common';
import type { CodapCall, CodapScript, CodapVerdict } from '../codap-script.port.js';
import type { ConfiguredScript } from '../configured-script.port.js';
import type { AuthenticateInput } from '../guest/functions/authenticate.js';
import { KNOWN_PERMISSIONS } from './known-names.js';
import { nobody, readOutcome, toldOutcome } from './read-outcome.js';
import { readName } from './read-value.js';
import { SCRIPT_RUNNER, type RunNotes, type ScriptRunner } from './script-runner.js';
import { codapSubject } from './run-subject.js';
import { requiredAnswer } from './scripted-answer.js';
import { scriptedAuthorities } from './scripted-authorities.js';
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
    const { value } = await requiredAnswer(this.runner, run, (output, notes) =>
      toldOutcome(readCodapVerdict(output, script, notes), notes.tell),
    );
    return value;
  }
}

/** @throws UnusableResult — also where a success has no user name */
function readCodapVerdict(output: unknown, { settings }: ConfiguredScript, notes: RunNotes): CodapVerdict {
  const outcome = readOutcome(output, undefined, settings.fhirBase);
  if (outcome.kind === 'failure') return outcome;
  const { username, familyName, givenName, email, fhirUserUrl } = outcome.session;
  const { all: after } = outcome.session.authorities;
  const { added: authorities } = scriptedAuthorities({ before: [], after, settings }, notes);
  const { launchResources, userData } = signInDetailsOf(outcome.session, nobody);
  return {
    kind: 'success',
    username: readName(username, 'the username of the outcome', LONGEST_USERNAME),
    authorities,
    ...(familyName !== '' && { familyName }),
    ...(givenName !== '' && { givenName }),
    ...(email !== '' && { email }),
    ...(fhirUserUrl !== '' && { fhirUserUrl }),
    session: { ...(launchResources && { launchResources }), ...(userData && { userData }) },
  };
}
