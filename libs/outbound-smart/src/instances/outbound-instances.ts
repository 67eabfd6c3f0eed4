import type { OutboundSmartInstance } from './outbound-smart-instance.js';

/** Every instance that this process serves, by module id: for work that no request brought. */
export type OutboundInstances = ReadonlyMap<string, OutboundSmartInstance>;

/** DI token of {@link OutboundInstances}. */
export const OUTBOUND_INSTANCES = Symbol('OutboundInstances');
