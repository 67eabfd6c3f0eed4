import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, EgressError, type Egress } from '#egress/egress.port';
import type { ContextChoice } from '../context-choice.js';
import {
  ContextSourceError,
  type ContextPage,
  type ContextQuestion,
  type ContextSource,
  type SearchField,
  type SearchTerms,
} from '../context-source.port.js';
import { fieldsOf, knownAddress, offeredAddress, searchAddress } from './search-address.js';
import { readSearchBundle } from './search-bundle.js';
import { SearchTokens } from './search-tokens.js';

/** Bytes of an answer that are of use. */
const MOST_BYTES = 512 * 1024;

/**
 * Choices by a search of a FHIR server (`context_selection.fhir_base_url`), which is asked in the person's name: it shows what the person may see.
 */
@Injectable()
export class FhirSearchSource implements ContextSource {
  constructor(
    @Inject(EGRESS) private readonly egress: Egress,
    private readonly tokens: SearchTokens,
  ) {}

  searchFields(question: ContextQuestion): readonly SearchField[] {
    return fieldsOf(question);
  }

  async offered(question: ContextQuestion): Promise<ContextPage> {
    const address = offeredAddress(baseOf(question), question);
    return address === undefined ? { choices: [] } : this.fetch(question, address);
  }

  async known(question: ContextQuestion, ids: readonly string[]): Promise<readonly ContextChoice[]> {
    const { choices } = await this.fetch(question, knownAddress(baseOf(question), question, ids));
    return choices.filter(({ id }) => ids.includes(id));
  }

  async search(question: ContextQuestion, terms: SearchTerms, page?: string): Promise<ContextPage> {
    return this.fetch(question, page ?? searchAddress(baseOf(question), question, terms));
  }

  private async fetch(question: ContextQuestion, address: string): Promise<ContextPage> {
    const base = baseOf(question);
    const { fhirClientId: clientId = '' } = question.instance.options.contextSelection;
    const body = await this.tokens.during(question, { base, clientId }, async (token) => this.get(address, token));
    return readSearchBundle(body, { ...question, base });
  }

  private async get(address: string, token: string): Promise<unknown> {
    try {
      const share = { pool: 'context search' };
      return (await this.egress.getJson(address, { authorization: `Bearer ${token}`, mostBytes: MOST_BYTES, share }))
        .body;
    } catch (cause) {
      if (!(cause instanceof EgressError)) throw cause;
      throw new ContextSourceError(cause.message, { cause });
    }
  }
}

function baseOf({ instance: { options } }: ContextQuestion): string {
  return (options.contextSelection.fhirBaseUrl ?? '').replace(/\/+$/, '');
}
