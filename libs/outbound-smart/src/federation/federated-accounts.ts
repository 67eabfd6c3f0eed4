import { Inject, Injectable } from '@nestjs/common';
import {
  EXTERNAL_ACCOUNTS,
  type ExternalAccounts,
  type ExternalHolder,
  type ForeseenAccount,
} from '#inbound-security/external-accounts.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { federatedNames } from '#protocol/federation/federated-name';
import { federatedPerson } from '#protocol/federation/federated-person';
import { personSource } from '#protocol/federation/server-source';
import { withSignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import {
  AUTHENTICATION_SCRIPT,
  type AuthenticationScript,
  type AuthenticationVerdict,
} from '#scripts/authentication-script.port';
import type { ScriptOccasion } from '#scripts/configured-script.port';
import { ScriptFailure } from '#scripts/script-failure.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import { USER_MAPPING_SCRIPT, type UserMappingScript } from '#scripts/user-mapping-script.port';
import type { FederatedFailure } from './federated-failures.js';
import type { FederatedVisit } from './federated-visit.js';
import { serverView } from './server-view.js';
import type { UpstreamIdentity } from './upstream-identity.js';

type Agreement = Extract<AuthenticationVerdict, { kind: 'success' }>;
/** The account, and what the sign-in says of the person beside it. */
export interface FederatedAccount {
  readonly kind: 'arrived';
  readonly user: DirectoryUser;
  readonly said: SignInDetails;
  readonly runId?: string;
}

type Failed = { readonly kind: 'failed' } & FederatedFailure;

/** Somebody whom a server has vouched for. */
export interface FederatedArrival {
  readonly at: FederatedVisit;
  readonly identity: UpstreamIdentity;
  /** When the person was sent there. */
  readonly sentAt: Date;
}

/** Finds or makes the account of somebody who signed in at another server: the name, what the script says, the row (reference of the product, 18.2). */
@Injectable()
export class FederatedAccounts {
  constructor(
    @Inject(EXTERNAL_ACCOUNTS) private readonly accounts: ExternalAccounts,
    @Inject(USER_MAPPING_SCRIPT) private readonly mapping: UserMappingScript,
    @Inject(AUTHENTICATION_SCRIPT) private readonly script: AuthenticationScript,
  ) {}

  async arrive(arrival: FederatedArrival): Promise<FederatedAccount | Failed> {
    try {
      const names = await this.names(arrival);
      const foreseen = await this.accounts.foresee(holderOf(arrival), names);
      if (foreseen.kind === 'refused') return failed(foreseen.reason, foreseen.user?.username ?? names[0]);
      const { account } = foreseen;
      const verdict = await this.asked(arrival, account);
      if (verdict.kind === 'failure') return failed(`the script refused: ${verdict.message}`, account.username);
      const came = await this.account(arrival, account.username, verdict);
      const { runId } = verdict;
      return came.kind === 'arrived' && runId !== undefined ? { ...came, runId } : came;
    } catch (error) {
      // Of scripts alone: whoever cannot be asked has not agreed (ruling 53).
      if (!(error instanceof ScriptFailure)) throw error;
      const { runId } = error.about;
      return {
        ...{ kind: 'failed', problem: 'service-unready', reason: error.message },
        ...(runId !== undefined && { runId }),
      };
    }
  }

  /** The names a new account may get: the one that the script gives, or ours. */
  private async names(arrival: FederatedArrival): Promise<readonly string[]> {
    const {
      at: { server },
      identity,
    } = arrival;
    const script = scriptOf(arrival, 'federationUserMappingScript');
    if (script === undefined) return federatedNames(identity.issuer, identity.subject, server.pid);
    const { loginUrl: _address, ...fields } = serverView(server, '');
    const call = { script, userInfo: identity.claims, server: fields, occasion: occasionOf(arrival) };
    return [await this.mapping.getUserName(call)];
  }

  /** By the name that the account has here, whatever the other server calls the person by now: a name that is somebody else's decides nothing (V-75). */
  private async asked(arrival: FederatedArrival, account: ForeseenAccount) {
    const { at, identity, sentAt } = arrival;
    const { instance, visit } = at;
    const { nodeId, moduleId, inboundModuleId } = instance;
    const { remoteAddress, request } = visit;
    const names = federatedPerson(identity.claims);
    const script = scriptOf(arrival, 'federationAuthScript');
    const context = { nodeId, moduleId, startTime: sentAt, remoteAddress, ...request, approvedScopes: [] };
    return this.script.onAuthenticateSuccess({
      ...(script && { script }),
      occasion: occasionOf(arrival, account.username),
      person: { nodeId, moduleId: inboundModuleId, external: true, ...names, ...account },
      context: { ...context, claims: identity.claims },
    });
  }

  private async account(arrival: FederatedArrival, foreseen: string, { added, said }: Agreement) {
    const { username = foreseen, ...saidNames } = said ?? {};
    const person = { ...holderOf(arrival), ...federatedPerson(arrival.identity.claims), ...saidNames };
    const came = await this.accounts.arrive(person, [username]);
    if (came.kind === 'arrived') return { ...came, user: withSignIn(came.user, added), said: added };
    return failed(came.reason, came.user?.username ?? username);
  }
}

/** By module of the definition, issuer and subject alone (V-75): the names count for somebody who was never here. */
function holderOf({ at: { instance, server }, identity: { subject } }: FederatedArrival): ExternalHolder {
  // The issuer in the one spelling: who is found must not depend on a slash (S-03).
  return { moduleId: instance.inboundModuleId, source: personSource(server.moduleId), issuer: server.issuer, subject };
}

/** The script of a definition runs as those of the module do that people came in by. */
function scriptOf(
  { at: { instance, server } }: FederatedArrival,
  name: 'federationAuthScript' | 'federationUserMappingScript',
) {
  const { nodeId, moduleId, options } = instance;
  const text = server.settings[`${name}Text`];
  return configuredScript(
    `${server.name} ${name}`,
    { text },
    scriptSettings(options.scriptEngine, {
      ...{ nodeId, moduleId },
      ...(options.script.mayAdministerFederated && { mayAdminister: true as const }),
    }),
  );
}

function occasionOf({ at: { visit, purpose } }: FederatedArrival, username?: string): ScriptOccasion {
  const { flowId, clientId } = purpose.ids;
  return {
    remoteAddress: visit.remoteAddress,
    ...(flowId !== undefined && { flowId }),
    ...(clientId !== undefined && { clientId }),
    ...(username !== undefined && { username }),
  };
}

function failed(reason: string, username?: string): Failed {
  return { kind: 'failed', problem: 'service-account', reason, ...(username !== undefined && { username }) };
}
