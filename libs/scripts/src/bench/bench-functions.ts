import { describedBySignIn } from '#protocol/user/sign-in-details';
import type { AuthenticationCall, AuthenticationVerdict } from '../authentication-script.port.js';
import type { CodapCall } from '../codap-script.port.js';
import type { ConfiguredScript } from '../configured-script.port.js';
import type { ContextSelectionCall, PostAuthorizeCall, TokenGeneratingCall } from '../post-authorize-script.port.js';
import type { RegistrationCall } from '../registration-script.port.js';
import { AuthenticationEngine } from '../running/authentication-engine.js';
import { CodapEngine } from '../running/codap-engine.js';
import { PostAuthorizeEngine } from '../running/post-authorize-engine.js';
import { RegistrationEngine } from '../running/registration-engine.js';
import type { ScriptRunner } from '../running/script-runner.js';
import { SignInEngine } from '../running/sign-in-engine.js';
import { UserMappingEngine } from '../running/user-mapping-engine.js';
import type { BenchFunctionName } from '../script-bench.port.js';
import type { ServerScriptField } from '../server-scripts.port.js';
import { powerProperty, scriptProperty } from '../script-places.port.js';
import type { ScriptedSignInCall } from '../sign-in-script.port.js';
import type { TokenPreview } from '../token-preview.port.js';
import type { UserMappingCall } from '../user-mapping-script.port.js';
import { tokenEffect } from './token-effect.js';
import type { ComparedState } from './compared-state.js';

/** A function to be run on the bench. */
export interface BenchedCall {
  readonly runner: ScriptRunner;
  readonly script: ConfiguredScript;
  /** What it is called with, checked by its shape. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly preview: TokenPreview;
}

/** One function of scripts, run by the very code that runs it in earnest. */
interface BenchFunction {
  /** Properties, without `.file` or `.text`, of which the first that is set names a module's script for it; none = server definitions have it. */
  readonly properties: readonly string[];
  /** Field of server definitions that holds a script for it. */
  readonly ofServers?: ServerScriptField;
  /** Properties with which it may give power over the server; none = it cannot. */
  readonly powers?: readonly string[];
  /** What would be different afterwards. @throws ScriptFailure */
  run(call: BenchedCall): Promise<ComparedState>;
}

const nothingChanges: ComparedState = { before: {}, after: {} };

/** By name. */
export const benchFunctions: Readonly<Record<BenchFunctionName, BenchFunction>> = {
  onTokenGenerating: {
    properties: [scriptProperty.postAuthorize],
    powers: [powerProperty.ofTokens],
    run: async (benched) => {
      const call = callOf(benched) as TokenGeneratingCall;
      return tokenEffect(call, await new PostAuthorizeEngine(benched.runner).onTokenGenerating(call), benched.preview);
    },
  },
  onPostAuthorize: {
    properties: [scriptProperty.postAuthorize],
    run: async (benched) => {
      await new PostAuthorizeEngine(benched.runner).onPostAuthorize(callOf(benched) as PostAuthorizeCall);
      return nothingChanges;
    },
  },
  onSmartLoginPreContextSelection: {
    properties: [scriptProperty.postAuthorize],
    run: async (benched) => {
      const call = callOf(benched) as ContextSelectionCall;
      const { choices } = await new PostAuthorizeEngine(benched.runner).onSmartLoginPreContextSelection(call);
      return { before: { choices: call.choices }, after: { choices } };
    },
  },
  onAuthenticateSuccess: {
    properties: [scriptProperty.callback],
    ofServers: 'federationAuthScriptText',
    powers: [powerProperty.ofSignIns, powerProperty.ofFederation],
    run: async (benched) => {
      const call = callOf(benched) as AuthenticationCall;
      const context = { ...call.context, startTime: new Date(call.context.startTime) };
      const verdict = await new AuthenticationEngine(benched.runner).onAuthenticateSuccess({ ...call, context });
      return { before: { session: call.person }, after: afterSignIn(call, verdict) };
    },
  },
  getUserName: {
    properties: [],
    ofServers: 'federationUserMappingScriptText',
    run: async (benched) => {
      const username = await new UserMappingEngine(benched.runner).getUserName(callOf(benched) as UserMappingCall);
      return { before: {}, after: { account: { username } } };
    },
  },
  onUserSelfRegistrationRequest: {
    properties: [scriptProperty.registration],
    powers: [powerProperty.ofRegistration],
    run: async (benched) => {
      const call = callOf(benched) as RegistrationCall;
      const account = await new RegistrationEngine(benched.runner).onUserSelfRegistrationRequest(call);
      return { before: { account: call.output }, after: { account } };
    },
  },
  'codap:authenticate': {
    properties: [scriptProperty.codap, scriptProperty.postAuthorize],
    powers: [powerProperty.ofTokens],
    run: async (benched) => {
      const verdict = await new CodapEngine(benched.runner).authenticate(callOf(benched) as CodapCall);
      return { before: {}, after: { verdict } };
    },
  },
  'sign-in:authenticate': {
    properties: [scriptProperty.callback],
    powers: [powerProperty.ofSignIns],
    run: async (benched) => {
      const verdict = await new SignInEngine(benched.runner).authenticate(callOf(benched) as ScriptedSignInCall);
      return { before: {}, after: { verdict } };
    },
  },
};

/** The input has the shape of the call, which was checked. */
function callOf({ input, script }: BenchedCall): unknown {
  return { ...input, script, moduleId: script.settings.moduleId };
}

function afterSignIn({ person }: AuthenticationCall, verdict: AuthenticationVerdict): ComparedState['after'] {
  if (verdict.kind === 'failure') return { session: person, verdict };
  const { added, said } = verdict;
  const { launchResources, userData } = added;
  return {
    session: {
      ...{ ...person, ...said, ...describedBySignIn(person, added) },
      ...(launchResources && { launchResources }),
      ...(userData && { userData }),
    },
  };
}
