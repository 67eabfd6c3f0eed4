import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PortListener, type Handler } from './port-listener.js';
import { PortRefusedError } from './port-refused.js';
import type { Serving } from './serving.js';

/** Milliseconds that requests under way may take when the port they came in by closes while the server goes on. */
const GRACE_MILLISECONDS = 10_000;

/**
 * One HTTP listener for each port of the modules that run. A request belongs to the module whose context path it came in by
 * (architecture section 2); all of them end in the one Nest application.
 */
export class Listeners {
  private readonly open = new Map<number, PortListener>();
  private readonly closing = new Set<Promise<void>>();
  private serving: readonly Serving[] = [];
  private readonly handler: Handler;

  constructor(app: NestFastifyApplication) {
    const fastify = app.getHttpAdapter().getInstance();
    this.handler = (request, response) => {
      fastify.routing(request, response);
    };
  }

  /**
   * From now on these modules answer, and no others: ports are opened before others are closed.
   * @throws PortRefusedError nothing has changed
   */
  async serve(serving: readonly Serving[]): Promise<void> {
    const groups = groupsOf(serving);
    await this.openMissing(groups);
    this.serving = serving;
    for (const [port, listener] of this.open) {
      const group = groups.get(port);
      if (group === undefined) this.retire(port, listener);
      else listener.serve(group);
    }
  }

  /** The bound port of a module that answers; differs from the configured one only for port 0. */
  portOf(moduleId: string): number | undefined {
    const found = this.serving.find((each) => each.moduleId === moduleId);
    return found && this.open.get(found.port)?.port;
  }

  /** Resolves when no answer of the module is under way any more; to be asked when it is served no longer. */
  async isIdle(moduleId: string): Promise<void> {
    await Promise.all([...this.closing, ...[...this.open.values()].map((listener) => listener.isIdle(moduleId))]);
  }

  /** Stops accepting, lets requests under way finish, cuts what is left after `graceMilliseconds` (F-30). */
  async close(graceMilliseconds: number): Promise<void> {
    const closing = [...this.open.values()].map((listener) => listener.close(graceMilliseconds));
    this.open.clear();
    await Promise.all([...closing, ...this.closing]);
  }

  private async openMissing(groups: Groups): Promise<void> {
    const opened: number[] = [];
    try {
      for (const [port, group] of groups)
        if (!this.open.has(port)) {
          this.open.set(port, await PortListener.open(group, this.handler));
          opened.push(port);
        } else if (this.isElsewhere(port, group)) await this.move(port, group);
    } catch (error) {
      for (const port of opened) this.retire(port, this.open.get(port));
      throw error;
    }
  }

  private isElsewhere(port: number, [{ bindAddress }]: Group): boolean {
    return this.open.get(port)?.bindAddress !== bindAddress;
  }

  /** One port at two addresses would be in its own way: the old one closes first, and opens again if the new one cannot be had. */
  private async move(port: number, group: Group): Promise<void> {
    const before = groupsOf(this.serving).get(port);
    this.retire(port, this.open.get(port));
    try {
      this.open.set(port, await PortListener.open(group, this.handler));
    } catch (error) {
      if (before !== undefined && error instanceof PortRefusedError)
        this.open.set(port, await PortListener.open(before, this.handler));
      throw error;
    }
  }

  private retire(port: number, listener: PortListener | undefined): void {
    this.open.delete(port);
    const closing = (listener?.close(GRACE_MILLISECONDS) ?? Promise.resolve()).finally(() =>
      this.closing.delete(closing),
    );
    this.closing.add(closing);
  }
}

/** Modules that share a port. */
type Group = readonly [Serving, ...Serving[]];
type Groups = ReadonlyMap<number, Group>;

function groupsOf(serving: readonly Serving[]): Groups {
  return Map.groupBy(serving, ({ port }) => port) as unknown as Groups;
}
