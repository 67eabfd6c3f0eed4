import type { DeviceAuthorizationRequest } from '#protocol/oauth2/device-authorization';

/** A device that waits for a person; only hashes of its codes are stored. */
export interface NewDeviceAuthorization {
  readonly moduleId: string;
  readonly clientId: string;
  /** Of whoever asked. */
  readonly network: string;
  readonly deviceCodeHash: string;
  readonly userCodeHash: string;
  readonly request: DeviceAuthorizationRequest;
  readonly lifetimeSeconds: number;
  readonly intervalSeconds: number;
}

/** How many devices may wait at once: at a module, of one client, of one network. */
export interface MostWaiting {
  readonly inAll: number;
  readonly ofClient: number;
  readonly ofNetwork: number;
}

/** What came of a new device: `taken` — the user code is in use, make another; `full` — with the seconds until there is room. */
export type AddedDevice =
  { readonly kind: 'added' | 'taken' } | { readonly kind: 'full'; readonly retryAfterSeconds: number };

/** What a person who entered a user code is asked about. */
export interface WaitingDevice {
  readonly deviceCodeHash: string;
  readonly clientId: string;
  readonly request: DeviceAuthorizationRequest;
}

/** What a poll finds. */
export type DeviceStanding =
  | { readonly kind: 'unknown' | 'other-client' | 'expired' | 'pending' | 'too-early' | 'denied' }
  /** Allowed: the code that stands for it, to be redeemed once. */
  | { readonly kind: 'allowed'; readonly codeHash: string };

/** Where devices wait. Expiry is decided by the database clock (ruling 62). */
export interface DeviceAuthorizationStore {
  add(device: NewDeviceAuthorization, most: MostWaiting): Promise<AddedDevice>;
  /** The device of this user code while it waits. */
  findWaiting(moduleId: string, userCodeHash: string): Promise<WaitingDevice | undefined>;
  /** Notes a person's answer, `undefined` for no: true for exactly one answer, while the device waits. */
  decide(moduleId: string, deviceCodeHash: string, codeHash: string | undefined): Promise<boolean>;
  /** How the device stands. A poll before its time adds five seconds to the interval, in the same statement (RFC 8628 §3.5). */
  poll(moduleId: string, clientId: string, deviceCodeHash: string): Promise<DeviceStanding>;
}

/** DI token of {@link DeviceAuthorizationStore}. */
export const DEVICE_AUTHORIZATION_STORE = Symbol('DeviceAuthorizationStore');
