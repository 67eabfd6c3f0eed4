import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type Audience, languages, type PageLanguages } from '#skin/page-renderer.port';
import type { LanguagesOptions } from '../replies/languages.options.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { askedLanguages } from './asked-languages.js';
import { pathOf } from './request-path.js';
import { rawQuery } from './request-parameters.js';

const MOST_PARAMETERS = 50;
const MOST_VALUES = 10;
const LONGEST_VALUE = 2_000;

/** For whom and where the page is that answers this request. */
export function audienceOf(instance: OutboundSmartInstance, request: FastifyRequest): Audience {
  const { moduleId, publicPath } = instance;
  const locales = [...askedLanguages(request), ...new Negotiator(request).languages().filter((tag) => tag !== '*')];
  return {
    ...{ moduleId, basePath: publicPath, locales, languages: pageLanguages(instance.options.languages) },
    ...{ path: pathOf(request), parameters: shownParameters(request) },
  };
}

/** The languages of the built-in pages of a module. */
export function pageLanguages({ offered, fallback }: LanguagesOptions): PageLanguages {
  return {
    offered: languages.filter((language) => offered.includes(language)),
    fallback: languages.find((language) => language === fallback) ?? 'en',
  };
}

/** The query as skins may see it: bounded, without names that were sent empty of a name. */
function shownParameters(request: FastifyRequest): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(rawQuery(request))) {
    const values = shown.get(name) ?? [];
    if (values.length < MOST_VALUES) values.push(value.slice(0, LONGEST_VALUE));
    if (name !== '' && shown.size < MOST_PARAMETERS) shown.set(name, values);
  }
  return shown;
}
