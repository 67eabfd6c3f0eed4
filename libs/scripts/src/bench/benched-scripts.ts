import type { ConfiguredScript, ScriptSettings } from '../configured-script.port.js';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { BenchFunctionName } from '../script-bench.port.js';
import { benchFunctions } from './bench-functions.js';
import { problem, type NamedScript } from './inputs/bench-requests.js';
import type { ServerScripts } from '../server-scripts.port.js';
import type { ModuleScripts, ScriptedModule } from './module-scripts.js';

/** Versions of scripts of the library; undefined = there is none. */
export type LibrarySource = (scriptId: string, version: number | undefined) => Promise<string | undefined>;

/** Which script is to be run for what. */
export interface ScriptWish {
  readonly functionName: BenchFunctionName;
  readonly moduleId: string | undefined;
  /** Name of the field that says so. */
  readonly field: string;
  readonly named: NamedScript | undefined;
}

/** Makes scripts of what callers name. */
export class BenchedScripts {
  constructor(
    private readonly modules: ModuleScripts,
    private readonly library: LibrarySource,
    private readonly servers: ServerScripts,
  ) {}

  /** The script, or what is wrong with the wish. */
  async find(wish: ScriptWish): Promise<ConfiguredScript | FieldProblem> {
    const { powers = [] } = benchFunctions[wish.functionName];
    const module = wish.moduleId === undefined ? undefined : await this.modules.find(wish.moduleId, powers);
    if (wish.moduleId !== undefined && module === undefined)
      return problem('moduleId', 'is no module of this server', 'Name a module that is there');
    const settings = module?.settings ?? this.modules.none();
    const { named } = wish;
    if (named?.text !== undefined) return ofText(named.text, 'text', withModuleOption(settings, named));
    if (named?.id !== undefined) return this.ofLibrary(wish, withModuleOption(settings, named));
    if (named?.issuer !== undefined) return this.ofServer(wish, named.issuer, withModuleOption(settings, named));
    return configured(wish, module);
  }

  private async ofServer({ functionName, moduleId = '', field }: ScriptWish, issuer: string, settings: ScriptSettings) {
    const { ofServers } = benchFunctions[functionName];
    const source = ofServers && (await this.servers.find({ moduleId, issuer, field: ofServers }));
    if (ofServers === undefined || source === undefined)
      return problem(
        field,
        'is of no server definition of the module',
        'Name the issuer of one with a script for this function',
      );
    return ofText(source, `${ofServers} of ${issuer}`, settings);
  }

  private async ofLibrary({ field, named = {} }: ScriptWish, settings: ScriptSettings) {
    const { id = '', version } = named;
    const source = await this.library(id, version);
    if (source === undefined)
      return problem(field, 'is not in the library', 'Name a script, and a version of it, that are there');
    return ofText(source, `library:${id}${version === undefined ? '' : `@${String(version)}`}`, settings);
  }
}

function configured({ functionName, field }: ScriptWish, module: ScriptedModule | undefined) {
  const { properties } = benchFunctions[functionName];
  const script = properties.map((property) => module?.script(property)).find((each) => each !== undefined);
  if (script !== undefined) return { ...script, name: `bench/${script.name}` };
  const remedy = 'Give a text, or name a script of the library by its id';
  return problem(field, 'is missing, and the module has no script for this function', remedy);
}

/** A name of its own, so that nothing that goes wrong on the bench counts against the script in earnest. */
function ofText(text: string, name: string, settings: ScriptSettings): ConfiguredScript {
  return { name: `bench/${name}`, source: { kind: 'text', text }, settings };
}

function withModuleOption(settings: ScriptSettings, { ecmascriptModule }: NamedScript): ScriptSettings {
  return ecmascriptModule === undefined ? settings : { ...settings, isModule: ecmascriptModule };
}
