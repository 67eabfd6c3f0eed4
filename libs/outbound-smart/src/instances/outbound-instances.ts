import type { OutboundSmartInstance } from './outbound-smart-instance.js';

/** Every instance that this process serves now, by module id: for work that no request brought. Entries come and go while it runs. */
export type OutboundInstances = ReadonlyMap<string, OutboundSmartInstance>;

/** DI token of {@link OutboundInstances}. */
export const OUTBOUND_INSTANCES = Symbol('OutboundInstances');
