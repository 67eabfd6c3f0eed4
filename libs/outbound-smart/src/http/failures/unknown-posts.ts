import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MOST_PARAMETERS, readForm } from '#protocol/oauth2/form-reading';
import { instanceOf } from '../requests/current-instance.decorator.js';
import { pathOf } from '../requests/request-path.js';

/** Addresses of which a process tells. */
const MOST_TOLD = 50;
/** Fields of one form that are told. */
const MOST_FIELDS = 20;
/** What forms call their fields: anything else may be a value that came to stand in the place of a name. */
const FIELD = /^[A-Za-z_][\w.-]{0,39}$/;

/** As much of a request as is needed here. */
export type PostedForm = Pick<FastifyRequest, 'method' | 'headers' | 'body'>;

/**
 * Logs where forms of pages are sent that nobody answers, and what their fields are called, each address once: which targets and fields the skins of
 * the first operators have is not documented (reference skins 1.4 and 6). Nothing of what was typed is told.
 */
@Injectable()
export class UnknownPosts {
  private readonly logger = new Logger('Skin');
  private readonly told = new Set<string>();

  /** @param request one that has no answer */
  tell(request: FastifyRequest): void {
    const fields = fieldsOf(request);
    if (fields === undefined) return;
    const [module, path] = [instanceOf(request).moduleId, pathOf(request)];
    const key = `${module} ${path}`;
    if (this.told.has(key) || this.told.size >= MOST_TOLD) return;
    this.told.add(key);
    const message = 'A page sends a form to an address that nobody answers.';
    this.logger.warn({ message, module, path, fields });
  }
}

/** Names of the fields of a form that a page sent here; undefined for any other request. */
export function fieldsOf({ method, headers, body }: PostedForm): readonly string[] | undefined {
  // Browsers say where a form comes from: what others send here is no form of a page of ours.
  const isOfPage = method === 'POST' && headers['sec-fetch-site'] === 'same-origin';
  const isForm = headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  if (!isOfPage || !isForm || typeof body !== 'string') return undefined;
  const names = [...readForm(body, MOST_PARAMETERS).values.keys()];
  return names.filter((name) => FIELD.test(name)).slice(0, MOST_FIELDS);
}
