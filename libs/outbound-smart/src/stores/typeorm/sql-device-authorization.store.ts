import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { DeviceAuthorizationRequest } from '#protocol/oauth2/device-authorization';
import type {
  AddedDevice,
  DeviceAuthorizationStore,
  DeviceStanding,
  MostWaiting,
  NewDeviceAuthorization,
  WaitingDevice,
} from '../device-authorization.store.js';
import { fullUntil, secondsUntil } from './room.js';

const ADD = {
  name: 'device_authorization_add',
  text: `WITH room AS (
           SELECT greatest(${fullUntil('device_authorization', 'true', '$9')},
                           ${fullUntil('device_authorization', 'client_id = $3', '$10')},
                           ${fullUntil('device_authorization', 'network = $8', '$11')}) AS full_until),
         added AS (
           INSERT INTO device_authorization (device_code_hash, module_id, client_id, user_code_hash, request, interval_seconds,
                  network, created_at, expires_at)
           SELECT $1, $2, $3, $4, $5, $6, $8, gatehouse_now(), gatehouse_now() + make_interval(secs => $7)
             FROM room WHERE full_until IS NULL
           ON CONFLICT DO NOTHING RETURNING 1)
         SELECT ${secondsUntil('full_until')} AS wait, EXISTS (SELECT 1 FROM added) AS is_added FROM room`,
};
const FIND_WAITING = {
  name: 'device_authorization_find_waiting',
  text: `SELECT device_code_hash, client_id, request FROM device_authorization
          WHERE module_id = $1 AND user_code_hash = $2 AND decided_at IS NULL AND expires_at > gatehouse_now()`,
};
const DECIDE = {
  name: 'device_authorization_decide',
  text: `UPDATE device_authorization SET decided_at = gatehouse_now(), code_hash = $3
          WHERE device_code_hash = $2 AND module_id = $1 AND decided_at IS NULL AND expires_at > gatehouse_now()
          RETURNING device_code_hash`,
};
const POLL = {
  name: 'device_authorization_poll',
  text: `WITH polled AS (
           SELECT device_code_hash, client_id = $3 AS own, expires_at <= gatehouse_now() AS expired, code_hash,
                  decided_at IS NOT NULL AS decided,
                  coalesce(last_polled_at + make_interval(secs => interval_seconds) > gatehouse_now(), false) AS early
             FROM device_authorization WHERE device_code_hash = $1 AND module_id = $2 FOR UPDATE),
         noted AS (
           UPDATE device_authorization d
              SET last_polled_at = gatehouse_now(), interval_seconds = d.interval_seconds + CASE WHEN p.early THEN 5 ELSE 0 END
             FROM polled p WHERE d.device_code_hash = p.device_code_hash AND p.own AND NOT p.expired AND NOT p.decided)
         SELECT own, expired, decided, early, code_hash FROM polled`,
};

interface PollRow {
  own: boolean;
  expired: boolean;
  decided: boolean;
  early: boolean;
  code_hash: string | null;
}

function standingOf(row: PollRow | undefined): DeviceStanding {
  if (row === undefined) return { kind: 'unknown' };
  if (!row.own) return { kind: 'other-client' };
  if (row.expired) return { kind: 'expired' };
  if (!row.decided) return { kind: row.early ? 'too-early' : 'pending' };
  return row.code_hash === null ? { kind: 'denied' } : { kind: 'allowed', codeHash: row.code_hash };
}

/** {@link DeviceAuthorizationStore} in PostgreSQL. */
@Injectable()
export class SqlDeviceAuthorizationStore implements DeviceAuthorizationStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(device: NewDeviceAuthorization, { inAll, ofClient, ofNetwork }: MostWaiting): Promise<AddedDevice> {
    const [row] = await this.sql.query<{ wait: number | null; is_added: boolean }>(ADD, [
      device.deviceCodeHash,
      device.moduleId,
      device.clientId,
      device.userCodeHash,
      device.request,
      device.intervalSeconds,
      device.lifetimeSeconds,
      device.network,
      ...[inAll, ofClient, ofNetwork],
    ]);
    const retryAfterSeconds = row?.wait ?? undefined;
    if (retryAfterSeconds !== undefined) return { kind: 'full', retryAfterSeconds };
    return { kind: row?.is_added === true ? 'added' : 'taken' };
  }

  async findWaiting(moduleId: string, userCodeHash: string): Promise<WaitingDevice | undefined> {
    const [row] = await this.sql.query<{
      device_code_hash: string;
      client_id: string;
      request: DeviceAuthorizationRequest;
    }>(FIND_WAITING, [moduleId, userCodeHash]);
    return row && { deviceCodeHash: row.device_code_hash, clientId: row.client_id, request: row.request };
  }

  async decide(moduleId: string, deviceCodeHash: string, codeHash: string | undefined): Promise<boolean> {
    return (await this.sql.query(DECIDE, [moduleId, deviceCodeHash, codeHash ?? null])).length === 1;
  }

  async poll(moduleId: string, clientId: string, deviceCodeHash: string): Promise<DeviceStanding> {
    const [row] = await this.sql.query<PollRow>(POLL, [deviceCodeHash, moduleId, clientId]);
    return standingOf(row);
  }
}
