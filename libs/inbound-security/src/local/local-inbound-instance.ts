import type { LocalInboundOptions } from './local-inbound.options.js';

/** One configured local inbound module. Data, passed as an argument (ruling 51). */
export interface LocalInboundInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly options: LocalInboundOptions;
  /** Who knows the passwords of its people, where that is not this server: it has their accounts, and none of their passwords. */
  readonly passwordsAt?: 'directory' | 'other-server';
}

/** The local inbound modules of this process by module id; the composition root may add and remove while it runs. */
export type LocalInboundInstances = ReadonlyMap<string, LocalInboundInstance>;

/** DI token of {@link LocalInboundInstances}. */
export const LOCAL_INBOUND_INSTANCES = Symbol('LocalInboundInstances');

/** @throws Error no such module is configured */
export function instanceOf(instances: LocalInboundInstances, moduleId: string): LocalInboundInstance {
  const instance = instances.get(moduleId);
  if (instance === undefined) throw new Error(`There is no local inbound module ${moduleId}`);
  return instance;
}
