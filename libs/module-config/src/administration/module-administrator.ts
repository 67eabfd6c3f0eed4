import type { BulkEntry, BulkRequest } from '#protocol/administration/bulk-change';
import type { ModuleKey } from '#protocol/administration/module-key';
import { driftOf } from '../drift.js';
import { overruledDefinitions, type OverruledDefinitions } from '../overruled-definitions.js';
import type {
  ExportedSecrets,
  ModuleAdministration,
  ModuleAuthor,
  ModuleJson,
  ModuleRemoval,
  ModuleRemoving,
  ModuleWriting,
  VersionedModule,
} from '../module-administration.port.js';
import { propertiesOfModule } from '../module-properties.js';
import { propertyLine } from '../property-text.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { ModuleCommands } from './module-commands.js';
import { ModuleControls, type ModuleAction } from './module-controls.js';
import { masked, moduleJson, referenced, removed, withoutSecrets, type SecretText } from './module-json.js';

/** Properties of the server that an export has; what else the file says belongs to seed files, and may be secret. */
const SERVER_KEYS = ['node.id', 'node.propertysource', 'gatehouse.mode', 'gatehouse.egress.allowed_hosts'];

/** {@link ModuleAdministration} over the database or the property file, whichever counts. */
export class ModuleAdministrator implements ModuleAdministration {
  private readonly controls: ModuleControls;
  private readonly commands: ModuleCommands;

  constructor(private readonly parts: AdministrationParts) {
    this.controls = new ModuleControls(parts);
    this.commands = new ModuleCommands(parts, this.controls);
  }

  async list(): Promise<readonly VersionedModule[]> {
    const shown = await this.shown(masked);
    return shown.map((module) => ({ module: moduleJson(module), version: module.version }));
  }

  async find({ nodeId, moduleId }: ModuleKey): Promise<VersionedModule | undefined> {
    if (nodeId !== this.parts.nodeId) return undefined;
    return (await this.list()).find(({ module }) => module.moduleId === moduleId);
  }

  create(key: ModuleKey, body: unknown, writing: ModuleWriting) {
    return this.commands.create(key, body, writing);
  }

  set(key: ModuleKey, body: unknown, writing: ModuleWriting) {
    return this.commands.set(key, body, writing);
  }

  upsert(entries: readonly BulkEntry[], request: BulkRequest) {
    return this.commands.upsert(entries, request);
  }

  archive(key: ModuleKey, writing: Omit<ModuleWriting, 'restart'>) {
    return this.commands.archive(key, writing);
  }

  remove(removals: readonly ModuleRemoval[], removing: ModuleRemoving) {
    return this.commands.remove(removals, removing);
  }

  control(key: ModuleKey, action: ModuleAction, author: ModuleAuthor) {
    return this.controls.control(key, action, author);
  }

  statuses() {
    return this.controls.statuses();
  }

  async exportProperties(secrets: ExportedSecrets): Promise<string> {
    const properties = this.parts.source.outside.server;
    const server = SERVER_KEYS.flatMap((key): readonly [string, string][] => {
      const value = properties.get(key);
      return value === undefined ? [] : [[key, value]];
    });
    const modules = await this.shown(secrets === 'removed' ? removed : referenced);
    const blocks = [server, ...modules.map(propertiesOfModule)].filter((lines) => lines.length > 0);
    return blocks.map((lines) => `${lines.map(([key, value]) => propertyLine(key, value)).join('\n')}\n`).join('\n');
  }

  async exportModules(): Promise<readonly ModuleJson[]> {
    return (await this.shown(referenced)).map(moduleJson);
  }

  async drift(): Promise<readonly string[]> {
    const { source } = this.parts;
    return source.outside.kind === 'DATABASE' ? driftOf(source.ofFile(), await source.written()) : [];
  }

  async overruled(): Promise<OverruledDefinitions> {
    const { source, definitions, types } = this.parts;
    if (source.outside.kind === 'DATABASE') return { modules: [], keys: [] };
    const { modules, keys } = overruledDefinitions(await definitions.all(), source.ofFile());
    return { modules: modules.filter(({ type }) => types.isSupported(type)), keys };
  }

  private async shown(secret: SecretText): Promise<readonly StoredModule[]> {
    const { source, types, nodeId } = this.parts;
    return (await source.written()).map((module) => ({ ...withoutSecrets(module, types, secret), nodeId }));
  }
}
