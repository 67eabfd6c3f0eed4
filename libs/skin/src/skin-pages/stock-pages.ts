import type { Wording } from '#protocol/phrase';
import { inEnglish } from '../phrases.port.js';
import { languages } from '../phrases/catalogue.js';
import type { VariableDescriptor, VariableDescriptors } from '../models/page-model-descriptor.js';
import { pageDescriptors, type PageModels, type PageName } from '../models/page-models.js';
import type { Audience } from '../page-renderer.port.js';
import { stockModel } from '../models/stock-model.js';
import { skinPages, type SkinPageName } from './skin-page-names.js';

/** What a page of a skin is tried with: as usual, with what is optional missing, with hostile texts, with long lists, from right to left. */
export const stockFlavours = ['normal', 'empty', 'hostile', 'long', 'right-to-left'] as const;

/** One of {@link stockFlavours}. */
export type StockFlavour = (typeof stockFlavours)[number];

/** Whether a word is one of them. */
export function isStockFlavour(word: unknown): word is StockFlavour {
  return stockFlavours.some((flavour) => flavour === word);
}

/** A page with everything that it is made of. */
export interface StockPage {
  /** The built-in page that has the same model. */
  readonly page: PageName;
  readonly model: PageModels[PageName];
  readonly audience: Audience;
}

/** What the server writes itself, and forms send back: texts of nobody else. */
const OWN: ReadonlySet<string> = new Set([
  'basePath',
  'csrf',
  'interaction',
  'formTargets',
  'options',
  'allowedBy',
  'partOf',
]);
const HOSTILE = `\${7*7}[[\${7*7}]][(\${7*7})]__\${7*7}__{{7*7}}#{7*7}"><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus='alert(1)`;
const RIGHT_TO_LEFT = 'תרשים גדילה مخطط النمو';
const LONG = 'Pneumonoultramicroscopicsilicovolcanoconiosis ';
const MANY = 12;

/** The model and the occasion of a page, made of the descriptors that the page's contract is made of (ruling 59). */
export function stockPage(name: SkinPageName, flavour: StockFlavour): StockPage {
  const { page } = skinPages[name];
  const model = stockModel(page, flavour === 'empty' ? 'least' : 'full');
  const changed = changedModel(pageDescriptors[page].variables, model, flavour);
  return { page, model: changed as PageModels[PageName], audience: stockAudience(flavour) };
}

function stockAudience(flavour: StockFlavour): Audience {
  const parameters =
    flavour === 'hostile'
      ? new Map([
          ['error', [HOSTILE]],
          ['client_id', [HOSTILE]],
        ])
      : new Map<string, string[]>();
  return {
    ...{ moduleId: 'smart_auth', basePath: '', path: '/signin', parameters },
    locales: flavour === 'right-to-left' ? ['he', 'ar'] : ['en'],
    languages: { offered: languages, fallback: 'en' },
  };
}

function changedModel(variables: VariableDescriptors, model: object, flavour: StockFlavour): object {
  const entries = Object.entries(model).map(([name, value]) => {
    const variable = variables[name];
    return [
      name,
      variable === undefined || OWN.has(name) ? (value as unknown) : changed(variable, value, flavour),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function changed(variable: VariableDescriptor, value: unknown, flavour: StockFlavour): unknown {
  // What may be ours may be an app's or an administrator's as well.
  if (variable.kind === 'phrase') return changedText(inEnglish(value as Wording), flavour);
  if (typeof value === 'string') return variable.kind === 'text' ? changedText(value, flavour) : value;
  if (variable.kind === 'texts')
    return many(
      (value as string[]).map((text) => changedText(text, flavour)),
      flavour,
    );
  if (variable.kind === 'record') return changedModel(variable.fields, value as object, flavour);
  if (variable.kind !== 'records') return value;
  return many(
    (value as object[]).map((one) => changedModel(variable.fields, one, flavour)),
    flavour,
  );
}

function changedText(text: string, flavour: StockFlavour): string {
  if (flavour === 'hostile') return HOSTILE;
  if (flavour === 'right-to-left') return RIGHT_TO_LEFT;
  return flavour === 'long' ? (text + LONG).repeat(3).trim() : text;
}

function many<T>(items: readonly T[], flavour: StockFlavour): readonly T[] {
  if (flavour !== 'long' || items.length === 0) return items;
  return Array.from({ length: MANY }, (_, index) => items[index % items.length] as T);
}
