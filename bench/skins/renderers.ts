import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Handlebars from 'handlebars';
import { defaultRenderLimits } from '../../libs/thymeleaf/src/limits.js';
import type { Environment } from '../../libs/thymeleaf/src/scope.js';
import { compileTemplates } from '../../libs/thymeleaf/src/template/compile-templates.js';
import { renderTemplate } from '../../libs/thymeleaf/src/template/render-template.js';
import { recordOf } from '../../libs/thymeleaf/src/value.js';
import type { Value, ValueRecord } from '../../libs/thymeleaf/src/value.js';
import { pages } from './models.js';
import type { PageName } from './models.js';

/** Renders a page once. */
export type Render = () => string | Promise<string>;

const sourceOf = (page: PageName, extension: string): string =>
  readFileSync(`bench/skins/pages/${page}.${extension}`, 'utf8');

function recordFor(plain: object): ValueRecord {
  return recordOf(Object.entries(plain).map(([name, value]) => [name, valueOf(value)] as const));
}

/** As a page's model comes to the engine: frozen, without prototypes. */
function valueOf(plain: unknown): Value {
  if (Array.isArray(plain)) return Object.freeze(plain.map(valueOf));
  if (plain === null || typeof plain !== 'object') return plain as Value;
  return recordFor(plain);
}

function environment(messages: Readonly<Record<string, string>>): Environment {
  return {
    ...{ locale: 'en', contextPath: '', timeZone: 'UTC', now: new Date(), message: (key) => messages[key] },
    ...{ objects: recordOf([]), parameters: recordOf([]), escapesModelText: true, handlers: 'strict' },
    notice: (message) => {
      throw new Error(message);
    },
  };
}

/** Ours, as a skin is rendered: compiled once; its limits and escapes as in production, a fresh model for each page. */
export function gatehouse(page: PageName): Render {
  const compiled = compileTemplates(new Map([[page, sourceOf(page, 'html')]]));
  const { model, messages } = pages[page];
  const around = environment(messages);
  const now = (): number => performance.now();
  // On a busy machine a page may have to wait longer than it may compute.
  const limits = { ...defaultRenderLimits, milliseconds: 1_000 };
  return () => renderTemplate(compiled, page, { model: recordFor(model), environment: around, limits, now });
}

interface Peer {
  readonly TemplateEngine: new (configuration: object) => {
    process(template: string, context: object): Promise<string>;
  };
  readonly StandardDialect: new (prefix: string) => object;
}

/** The npm package `thymeleaf`, which knows no compiled templates. */
export function npmThymeleaf(page: PageName): Render {
  const { TemplateEngine, StandardDialect } = createRequire(import.meta.url)('thymeleaf') as Peer;
  const source = sourceOf(page, 'html');
  const { model, messages } = pages[page];
  const messageResolver = (key: string): Promise<string | undefined> => Promise.resolve(messages[key]);
  const engine = new TemplateEngine({ dialects: [new StandardDialect('th')], messageResolver });
  return () => engine.process(source, model);
}

/** For scale: another language, compiled to JavaScript. */
export function handlebars(page: PageName): Render {
  const template = Handlebars.compile(sourceOf(page, 'hbs'));
  const { model, messages } = pages[page];
  return () => template(model, { helpers: { message: (key: string) => messages[key] } });
}
