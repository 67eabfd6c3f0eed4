import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { definitionProblems, type ModuleDefinition } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import { SCRIPT_CHECK, type ScriptCheck } from '#module-config/script-check.port';
import {
  moduleOfProblem,
  onlyModules,
  readModuleSet,
  withLast,
  type ModuleSet,
  type ModuleSurroundings,
} from '../configuration/module-set.js';
import type { Listeners } from '../listeners/listeners.js';
import { PortRefusedError } from '../listeners/port-refused.js';
import type { LiveModules } from './live-modules.js';
import { prepareModules, type Preparation } from './module-preparation.js';
import { scriptProblems } from './script-problems.js';

/** What modules are started with while the server runs. */
export interface StarterParts extends Preparation {
  readonly surroundings: ModuleSurroundings;
  readonly live: LiveModules;
  readonly listeners: Listeners;
}

/** Starts, restarts and stops one module at a time; a module that cannot be restarted goes on as it was. */
export class ModuleStarter {
  /** Key sets of the configuration by which a running module signs, by keystore id. */
  private readonly signingKeySets = new Map<string, unknown>();

  constructor(private readonly parts: StarterParts) {}

  /** @param all every definition as it is now @returns what keeps the module from starting; empty when it runs as defined */
  async start(moduleId: string, all: readonly ModuleDefinition[]): Promise<readonly ConfigurationProblem[]> {
    const { app, live, surroundings } = this.parts;
    const read = await readModuleSet(
      { modules: withLast(all, moduleId), problems: definitionProblems(all) },
      surroundings,
    );
    const modules = onlyModules(read.modules, (id) => id === moduleId);
    const scripts = await scriptProblems(
      app.get<ScriptCheck>(SCRIPT_CHECK, { strict: false }),
      all.filter((each) => each.moduleId === moduleId),
    );
    const mistakes = [...read.problems.filter((problem) => moduleOfProblem(problem) === moduleId), ...scripts];
    if (mistakes.length > 0) return mistakes;
    const isRestart = live.has(moduleId);
    // Seeds are loaded through the running module, so a first start needs it there.
    if (!isRestart) live.put(modules);
    const problems = await this.bringUp(moduleId, modules, read.modules);
    if (problems.length === 0) live.put(modules);
    else if (isRestart) await this.restoreKeys();
    else live.remove(moduleId);
    return problems;
  }

  /** Takes a module out of the routing; its requests under way finish. Resolves before they have. */
  async stop(moduleId: string): Promise<void> {
    const { live, listeners } = this.parts;
    live.remove(moduleId);
    await listeners.serve(live.serving());
  }

  /** Running modules sign with these from now on. */
  remember(signingKeySets: Iterable<readonly [keystoreId: string, keySet: unknown]>): void {
    for (const [keystoreId, keySet] of signingKeySets) this.signingKeySets.set(keystoreId, keySet);
  }

  private async bringUp(
    moduleId: string,
    modules: ModuleSet,
    { signingKeySets }: ModuleSet,
  ): Promise<readonly ConfigurationProblem[]> {
    const { live, listeners } = this.parts;
    const problems = await prepareModules(this.parts, modules, false);
    if (problems.length > 0) return problems;
    try {
      await listeners.serve(live.servingWith(modules));
    } catch (error) {
      if (error instanceof PortRefusedError) return [portProblem(moduleId, error)];
      throw error;
    }
    const own = new Set(modules.outbound.map(({ keystoreId }) => keystoreId));
    this.remember([...signingKeySets].filter(([keystoreId]) => own.has(keystoreId)));
    return [];
  }

  private async restoreKeys(): Promise<void> {
    const keystore = this.parts.app.get<Keystore>(KEYSTORE, { strict: false });
    for (const [keystoreId, keySet] of this.signingKeySets) await keystore.registerJwks(keystoreId, keySet);
  }
}

/** A port that cannot be had, as a mistake of the module that wants it. */
export function portProblem(moduleId: string, { message }: PortRefusedError): ConfigurationProblem {
  return {
    key: `module.${moduleId}.config.port`,
    problem: message.replace(/\.$/, ''),
    remedy: 'Stop the other program, or set another port.',
  };
}
