import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { ClientDefinition } from '#protocol/client/client';
import { needKey } from '#protocol/smart/context-need';
import { resourceNoun } from '#protocol/smart/resource-words';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ContextOffer } from '../launch/context-offer.js';
import type { ContextChoice } from '../launch/context-choice.js';
import type { ContextPage, SearchTerms } from '../launch/context-source.port.js';
import { PageSeals } from '../launch/page-seals.js';
import type { FlowOutcome } from './flow-result.js';
import { formTargets } from './form-targets.js';
import type { HeldRequest } from './pending-requests.js';
import type { Visit } from './visit.js';

/** What a person is asked to choose, and where. */
export interface ContextScene {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly user: DirectoryUser;
  readonly visit: Visit;
  readonly held: HeldRequest;
  readonly offer: ContextOffer;
}

/** What is to be seen besides the question. */
export interface ContextView {
  readonly page: ContextPage;
  /** What was searched for; absent before the first search. */
  readonly terms?: SearchTerms;
  readonly problem?: keyof typeof problems;
}

const problems = {
  unavailable: { status: 503, text: 'The list cannot be read right now. Try again in a moment.' },
  'not-a-choice': { status: 400, text: 'Choose one of the list first.' },
  'nothing-typed': { status: 400, text: 'Type something to search for first.' },
  'birth-date': { status: 400, text: 'Write the birth date like 1984-05-17, or only the year.' },
} as const;

/** Asks the person what the app is to work on (SMART 2.2 "Standalone launch"; STD L3). */
@Injectable()
export class ContextPages {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly seals: PageSeals,
  ) {}

  page(scene: ContextScene, { page, terms, problem }: ContextView): FlowOutcome {
    const { instance, client, user, visit, held, offer } = scene;
    const model = {
      basePath: instance.publicPath,
      clientId: client.clientId,
      clientName: client.clientName,
      user: { username: user.username, familyName: user.familyName, givenName: user.givenName },
      noun: resourceNoun(offer.need.type),
      ...(offer.need.role !== undefined && { role: offer.need.role }),
      contexts: page.choices.map(toContext),
      multiple: false,
      searchable: offer.searchFields.length > 0,
      searched: terms !== undefined,
      search: searchModel(offer, terms ?? {}),
      canSkip: offer.need.type !== 'patient',
      need: needKey(offer.need),
      action: `${instance.publicPath}/oauth/context`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      interaction: held.handle,
      formTargets: formTargets(client, held.request),
      switchUserUrl: `${instance.publicPath}/signin?interaction=${encodeURIComponent(held.handle)}`,
      ...this.more(scene, page, terms),
      ...(problem && { problem: problems[problem].text }),
    };
    const status = problem ? problems[problem].status : 200;
    return { result: { kind: 'page', page: 'select-context', model, status }, cookies: visit.cookies };
  }

  private more({ held, offer }: ContextScene, { next }: ContextPage, terms: SearchTerms = {}): { more?: string } {
    if (next === undefined) return {};
    const search = { handleHash: held.handleHash, need: needKey(offer.need), terms };
    return { more: this.seals.seal(search, next) };
  }
}

function searchModel({ searchFields }: ContextOffer, { name = '', birthDate = '', identifier = '' }: SearchTerms) {
  return {
    byName: searchFields.includes('name'),
    byBirthDate: searchFields.includes('birthDate'),
    byIdentifier: searchFields.includes('identifier'),
    ...{ name, birthDate, identifier },
  };
}

function toContext({ resourceType, id, display, birthDate, sex, identifier, description }: ContextChoice) {
  return {
    ...{ id: `${resourceType}/${id}`, resourceType, display },
    ...{ birthDate: birthDate ?? '', sex: sex ?? '', identifier: identifier ?? '', description: description ?? '' },
    selected: false,
  };
}
