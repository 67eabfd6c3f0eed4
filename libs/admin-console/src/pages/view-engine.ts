import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { timeMarkup } from './time-markup.js';

/** A file of the console that browsers load, held in memory. */
export interface ConsoleAsset {
  readonly body: Buffer;
  readonly mediaType: string;
  /** Hash of the body, 16 characters of base64url: the version in links and the entity tag. */
  readonly version: string;
}

/** What every page is given besides its model. */
export interface Frame {
  /** Path of the console in addresses: '' at the root. */
  readonly base: string;
  readonly now: Date;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Escaping always on; only own properties; a name that no model has is an error instead of an empty place. */
const compileOptions: CompileOptions = {
  noEscape: false,
  strict: true,
  knownHelpers: { url: true, asset: true, time: true, same: true },
  knownHelpersOnly: true,
  preventIndent: true,
};
const runtimeOptions: Handlebars.RuntimeOptions = {
  allowProtoPropertiesByDefault: false,
  allowProtoMethodsByDefault: false,
  allowCallsToHelperMissing: false,
};

/** The templates of the console, compiled once. Nobody's text is ever compiled as a template (V-79). */
export class ViewEngine {
  private constructor(
    private readonly views: ReadonlyMap<string, HandlebarsTemplateDelegate>,
    readonly assets: ReadonlyMap<string, ConsoleAsset>,
  ) {}

  /**
   * Reads `<folder>/**.hbs`, `<folder>/partials/*.hbs` and `<folder>/assets/*`.
   * @param more files of other pages that the console uses as well
   * @throws Error where a template is malformed, or a file is of a kind that is not served
   */
  static async load(folder: string, more: readonly string[] = []): Promise<ViewEngine> {
    const assetFiles = (await readdir(join(folder, 'assets'))).map((name) => join(folder, 'assets', name));
    const assets = new Map(await Promise.all([...assetFiles, ...more].map(readAsset)));
    const engine = Handlebars.create();
    registerHelpers(engine, assets);
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.hbs'));
    const texts = await Promise.all(
      names.map(async (name) => [name.slice(0, -'.hbs'.length), await readFile(join(folder, name), 'utf8')] as const),
    );
    const isPartial = (name: string): boolean => name.startsWith('partials/');
    for (const [name, text] of texts)
      if (isPartial(name)) engine.registerPartial(name.slice('partials/'.length), engine.compile(text, compileOptions));
    const views = texts
      .filter(([name]) => !isPartial(name))
      .map(([name, text]) => [name, engine.compile(text, compileOptions)] as const);
    return new ViewEngine(new Map(views), assets);
  }

  /** The names of all pages there are. */
  get names(): readonly string[] {
    return [...this.views.keys()];
  }

  /** @throws Error there is no such page, or it prints what its model does not have */
  render(view: string, model: object, frame: Frame): string {
    const template = this.views.get(view);
    if (template === undefined) throw new Error(`There is no page ${view}.`);
    return template({ ...model, frame }, runtimeOptions);
  }
}

function registerHelpers(engine: typeof Handlebars, assets: ReadonlyMap<string, ConsoleAsset>): void {
  const frameOf = (options: Handlebars.HelperOptions): Frame =>
    (options.data as { readonly root: { readonly frame: Frame } }).root.frame;
  engine.registerHelper('url', (path: string, options: Handlebars.HelperOptions) => frameOf(options).base + path);
  engine.registerHelper('asset', (name: string, options: Handlebars.HelperOptions) => {
    const found = assets.get(name);
    if (found === undefined) throw new Error(`There is no file ${name}.`);
    return `${frameOf(options).base}/assets/${name}?v=${found.version}`;
  });
  engine.registerHelper('time', (at: Date | string, options: Handlebars.HelperOptions) => {
    return new engine.SafeString(timeMarkup(new Date(at), frameOf(options).now));
  });
  engine.registerHelper('same', (one: unknown, other: unknown) => one === other);
}

async function readAsset(path: string): Promise<readonly [string, ConsoleAsset]> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const mediaType = MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1)];
  if (mediaType === undefined) throw new Error(`${path} is not of a kind that is served to browsers.`);
  const body = await readFile(path);
  const version = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  return [name, { body, mediaType, version }];
}
