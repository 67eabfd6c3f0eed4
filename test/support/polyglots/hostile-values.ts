import type { PageModels, PageName } from '#skin/page-renderer.port';
import { skinModel, type SkinModel } from '#skin/skin-pages/skin-model';
import type { SkinPageName } from '#skin/skin-pages/skin-page-names';
import { stockPage, type StockPage } from '#skin/skin-pages/stock-pages';
import { PRINTED, type Value, type ValueRecord } from '#thymeleaf/value';
import { harmlessText } from './texts.js';

/** Where the texts of a page come from, each by its place among them. */
export type TextAt = (place: number) => string;

/** A text of somebody's that templates can print. */
export interface HostileValue {
  /** What stands between `${` and `}`. */
  readonly path: string;
  readonly text: string;
  /** Of the address of the page: not everything may be made of it. */
  readonly isParameter: boolean;
}

/** What the stock has in the place of every text of somebody else. */
const HOSTILE = stockPage('login', 'hostile').audience.parameters.get('error')?.[0] ?? '';
const occasion = { skin: { groupId: 'org.example', artifactId: 'slots', version: '1.0' }, locale: 'en' };

/** The hostile page of the stock with other texts. */
export function pageWith(name: SkinPageName, textAt: TextAt): StockPage {
  const { model, audience, ...page } = stockPage(name, 'hostile');
  let place = 0;
  const exchanged = (value: unknown): unknown => {
    if (value === HOSTILE) return textAt(place++);
    if (Array.isArray(value)) return value.map(exchanged);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, exchanged(one)]));
  };
  const parameters = [...audience.parameters].map(([key, texts]) => [key, exchanged(texts) as string[]] as const);
  return {
    ...page,
    model: exchanged(model) as PageModels[PageName],
    audience: { ...audience, parameters: new Map(parameters) },
  };
}

/** Every text of somebody else that templates of a page can reach; of a list those of its first item. */
export function hostileValues(name: SkinPageName, textAt: TextAt): readonly HostileValue[] {
  const harmless = new Map(textsOf(modelOf(name, harmlessText)));
  return [...textsOf(modelOf(name, textAt))].flatMap(([path, text]) =>
    harmless.get(path)?.startsWith('Harmless') ? [{ path, text, isParameter: path.startsWith('param.') }] : [],
  );
}

function modelOf(name: SkinPageName, textAt: TextAt): SkinModel {
  const { model, audience } = pageWith(name, textAt);
  return skinModel(name, model, { audience, ...occasion });
}

function* textsOf({ variables, objects, parameters }: SkinModel): Iterable<readonly [string, string]> {
  for (const [key, value] of Object.entries(variables)) yield* textsIn(key, value);
  for (const [key, value] of Object.entries(objects)) yield* textsIn(`#${key}`, value);
  for (const [key, value] of Object.entries(parameters)) yield* textsIn(`param.${key}`, value);
}

function* textsIn(path: string, value: Value): Iterable<readonly [string, string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  const { [PRINTED]: printed } = value as { [PRINTED]?: string };
  if (printed !== undefined) yield [path, printed];
  if (Array.isArray(value)) return yield* textsIn(`${path}[0]`, (value as readonly Value[])[0] ?? null);
  for (const [key, one] of Object.entries(value as ValueRecord))
    yield* textsIn(/^\w+$/.test(key) ? `${path}.${key}` : `${path}['${key}']`, one);
}
