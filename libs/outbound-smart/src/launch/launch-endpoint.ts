import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ClientDefinition } from '#protocol/client/client';
import { sha256Base64Url } from '#protocol/hash';
import type { JsonObject } from '#protocol/json/json-object';
import { readLaunchOrder, type LaunchOrder } from '#protocol/smart/launch-order';
import { launchIdOf, newLaunchValue } from '#protocol/smart/launch-value';
import { includesScope } from '#protocol/smart/scope-name';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import { LAUNCH_STORE, type LaunchStore } from '../stores/launch.store.js';
import { callerNotes, PermissionGate } from '../tokens/permission-gate.js';
import type { ResourceCall } from '../tokens/token-gate.js';
import type { LiveAccessToken } from '../tokens/token-lookup.js';
import { launchAddress, launchAudience } from './launch-address.js';
import { LaunchPeople } from './launch-people.js';
import { refusedOrder } from './refused-order.js';

/** An EHR's call: it is about to open an app. */
export interface LaunchCall extends ResourceCall {
  readonly body: () => JsonObject;
  readonly remoteAddress: string;
}

/** Who may make launches; a permission of our own (ruling 38). */
const PERMISSION = 'GATEHOUSE_CREATE_LAUNCH';
/** Within these seconds the app must present the value (ruling 41). */
const LIFETIME_SECONDS = 300;

/** Takes the order of an EHR and answers with a launch value (SMART 2.2 "EHR launch"; ruling 41). */
@Injectable()
export class LaunchEndpoint {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(LAUNCH_STORE) private readonly launches: LaunchStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly gate: PermissionGate,
    private readonly people: LaunchPeople,
  ) {}

  /**
   * The launch value, when it ends, and the address to be opened where the app registered one.
   * @throws OAuthError as {@link PermissionGate.admit}; invalid_request — the order cannot be
   * carried out
   */
  async create(call: LaunchCall): Promise<Readonly<Record<string, unknown>>> {
    const caller = await this.gate.admit(call, PERMISSION, 'Whoever makes launches');
    try {
      return await this.carryOut(call, caller, readLaunchOrder(call.body()));
    } catch (error) {
      throw noted(error, callerNotes(caller));
    }
  }

  private async carryOut({ instance, remoteAddress }: LaunchCall, caller: LiveAccessToken, order: LaunchOrder) {
    const app = await this.appOf(instance, order);
    const username = await this.people.launchedFor(instance, caller, order);
    const audience = launchAudience(instance, order.audience);
    const value = newLaunchValue();
    const launchHash = sha256Base64Url(value);
    const address = launchAddress(app, { value, audience, launchUrl: order.launchUrl });
    const expiresAt = await this.launches.add({
      ...{ moduleId: instance.moduleId, launchHash, clientId: app.clientId, username, context: order.context },
      lifetimeSeconds: LIFETIME_SECONDS,
      ...(audience !== undefined && { audience }),
    });
    const { resources, members } = order.context;
    await this.audit.record({
      ...{
        moduleId: instance.moduleId,
        kind: 'LAUNCH_CREATION',
        outcome: 'success',
        remoteAddress,
        ...callerNotes(caller),
      },
      // Which resources, but not whose: the log holds no identifier of a patient.
      detail: {
        ...{ launch: launchIdOf(launchHash), app: app.clientId, person: username },
        context: [...resources.map(({ type }) => type), ...Object.keys(members)],
      },
    });
    return { launch: value, expiresAt: expiresAt.toISOString(), ...(address !== undefined && { launchUrl: address }) };
  }

  private async appOf({ moduleId }: OutboundSmartInstance, { clientId }: LaunchOrder): Promise<ClientDefinition> {
    const app = await this.clients.find(moduleId, clientId);
    if (app === undefined) throw refusedOrder('clientId', 'names no app that is registered and enabled');
    const canLaunch = includesScope([...app.scopes, ...app.autoGrantScopes], 'launch');
    if (app.allowedGrantTypes.includes('AUTHORIZATION_CODE') && canLaunch) return app;
    throw refusedOrder(
      'clientId',
      'names an app that no EHR can launch; it needs AUTHORIZATION_CODE and the scope launch',
    );
  }
}
