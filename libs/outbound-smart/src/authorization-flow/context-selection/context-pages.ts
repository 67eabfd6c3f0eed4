import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { needKey } from '#protocol/smart/context-need';
import type { Phrase, Wording } from '#protocol/phrase';
import { resourceNoun } from '#protocol/smart/resource-words';
import { say } from '#skin/phrases.port';
import type { ContextChoice } from '../../launch/context-choice.js';
import type { ContextOffer } from '../../launch/context-offer.js';
import type { SearchTerms } from '../../launch/context-source.port.js';
import { formTargets } from '../answers/form-targets.js';
import type { FlowOutcome } from '../flow-result.js';
import { signInPath } from '../sign-in/sign-in-path.js';
import type { ContextProblem, ContextScene, ContextView } from './context-scene.js';
import { ContextSearches } from './context-searches.js';
import { shownPerson } from '../../texts/shown-person.js';

const problems = {
  unavailable: { status: 503, text: say('context.problem.unavailable') },
  'not-a-choice': { status: 400, text: say('context.problem.not-a-choice') },
  'nothing-typed': { status: 400, text: say('context.problem.nothing-typed') },
  'birth-date': { status: 400, text: say('context.problem.birth-date') },
} as const satisfies Record<ContextProblem, { readonly status: number; readonly text: Phrase }>;

/** Asks the person what the app is to work on (SMART 2.2 "Standalone launch"; STD L3). */
@Injectable()
export class ContextPages {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly searches: ContextSearches,
  ) {}

  page(scene: ContextScene, view: ContextView): FlowOutcome {
    const { page, terms, problem } = view;
    const { instance, client, user, visit, held, offer } = scene;
    const model = {
      basePath: instance.publicPath,
      clientId: client.clientId,
      clientName: client.clientName,
      user: shownPerson(user),
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
      switchUserUrl: instance.publicPath + signInPath(held.handle),
      ...this.more(scene, view),
      ...(problem && { problem: problems[problem].text }),
    };
    const status = problem ? problems[problem].status : 200;
    return { result: { kind: 'page', page: 'select-context', model, status }, cookies: visit.cookies };
  }

  /** Where the next page is. */
  private more(scene: ContextScene, { page: { next }, terms = {} }: ContextView): { moreUrl?: string } {
    if (next === undefined) return {};
    return { moreUrl: scene.instance.publicPath + this.searches.path(scene, { terms, page: next }) };
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

const sexes: ReadonlySet<string | undefined> = new Set(['female', 'male', 'other', 'unknown']);

/** A code of FHIR has words; what a script says instead is shown as it is. */
function sexOf(sex: string | undefined): Wording {
  return sexes.has(sex) ? { key: `context.sex.${sex ?? ''}` } : (sex ?? '');
}

function toContext({ resourceType, id, display, birthDate, sex, identifier, description }: ContextChoice) {
  return {
    ...{ id: `${resourceType}/${id}`, resourceType, display },
    ...{ birthDate: birthDate ?? '', sex: sexOf(sex), identifier: identifier ?? '', description: description ?? '' },
    selected: false,
  };
}
