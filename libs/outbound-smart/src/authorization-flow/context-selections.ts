import { Injectable } from '@nestjs/common';
import { needKey } from '#protocol/smart/context-need';
import type { ContextSelection } from '../launch/context-offer.js';
import type { ContextChoice } from '../launch/context-choice.js';
import { contextQuestion } from '../launch/context-question.js';
import type { ContextPage } from '../launch/context-source.port.js';
import { ContextSources } from '../launch/context-sources.js';
import { PageSeals } from '../launch/page-seals.js';
import { ContextPages, type ContextScene, type ContextView } from './context-pages.js';
import type { FlowOutcome } from './flow-result.js';
import { PendingRequests } from './pending-requests.js';
import { termsProblem, usableTerms } from './search-terms.js';
import type { SelectionAnswer } from './selection-form.js';

/** What came of an answer: a page, or a choice that is kept with the request, or the end of the request. */
export type SelectionResult =
  | { readonly kind: 'shown'; readonly outcome: FlowOutcome }
  | { readonly kind: 'chosen' }
  | { readonly kind: 'cancelled' };

/** Takes what a person does on the context selection page. Nothing of the form counts that the source does not confirm for this person. */
@Injectable()
export class ContextSelections {
  constructor(
    private readonly sources: ContextSources,
    private readonly pages: ContextPages,
    private readonly pending: PendingRequests,
    private readonly seals: PageSeals,
  ) {}

  /** @throws InteractionError when the request was answered or has expired meanwhile */
  async answer(scene: ContextScene, answer: SelectionAnswer | undefined): Promise<SelectionResult> {
    if (answer?.need !== needKey(scene.offer.need)) return this.shown(scene, offered(scene));
    switch (answer.action) {
      case 'cancel':
        return { kind: 'cancelled' };
      case 'choose':
        return this.choose(scene, answer.choice);
      case 'skip':
        return scene.offer.need.type === 'patient' ? this.shown(scene, offered(scene)) : this.keep(scene, {});
      case 'search':
        return this.search(scene, answer);
      case 'more':
        return this.search(scene, answer, answer.page);
      case 'none':
        return this.shown(scene, offered(scene));
    }
  }

  private async choose(scene: ContextScene, reference: string): Promise<SelectionResult> {
    const choice = scene.offer.choices.find((each) => referenceOf(each) === reference);
    const confirmed = choice ?? (await this.found(scene, reference));
    if (confirmed === undefined) return this.shown(scene, { ...offered(scene), problem: 'not-a-choice' });
    return this.keep(scene, { id: confirmed.id, display: confirmed.display });
  }

  /** What was found by a search is asked for once more: the form could name anything. */
  private async found(scene: ContextScene, reference: string): Promise<ContextChoice | undefined> {
    const question = contextQuestion(scene, scene.offer.need, scene.offer.patient);
    const id = reference.slice(reference.indexOf('/') + 1);
    const known = await this.sources.asking(question, (source) => source.known(question, [id]), []);
    return known.find((each) => referenceOf(each) === reference);
  }

  private async search(scene: ContextScene, answer: SelectionAnswer, sealed?: string): Promise<SelectionResult> {
    const { offer, held } = scene;
    const terms = usableTerms(answer.terms, offer.searchFields);
    const search = { handleHash: held.handleHash, need: answer.need, terms };
    const place = sealed === undefined ? undefined : this.seals.open(search, sealed);
    if (offer.searchFields.length === 0 && place === undefined) return this.shown(scene, offered(scene));
    const typed = Object.keys(terms).length > 0 && { terms };
    const problem = place === undefined ? termsProblem(terms) : undefined;
    if (problem) return this.shown(scene, { page: { choices: [] }, ...typed, problem });
    const question = contextQuestion(scene, offer.need, offer.patient);
    const page = await this.sources.asking<ContextPage | undefined>(
      question,
      (source) => source.search(question, terms, place),
      undefined,
    );
    return this.shown(scene, page ? { page, ...typed } : { page: { choices: [] }, ...typed, problem: 'unavailable' });
  }

  /** What was chosen within the old patient's record goes with the old patient. */
  private async keep(scene: ContextScene, chosen: Pick<ContextSelection, 'id' | 'display'>): Promise<SelectionResult> {
    const { instance, visit, held, offer, user } = scene;
    const others = held.selections.filter(
      (each) => needKey(each) !== needKey(offer.need) && (offer.need.type !== 'patient' || each.type !== 'encounter'),
    );
    const selection = { ...offer.need, ...chosen, userPid: user.pid };
    await this.pending.select(instance, visit.browser, held, [...others, selection]);
    return { kind: 'chosen' };
  }

  private shown(scene: ContextScene, view: ContextView): SelectionResult {
    return { kind: 'shown', outcome: this.pages.page(scene, view) };
  }
}

function offered({ offer: { choices, next, isUnavailable } }: ContextScene): ContextView {
  return {
    page: { choices, ...(next !== undefined && { next }) },
    ...(isUnavailable && { problem: 'unavailable' }),
  };
}

function referenceOf({ resourceType, id }: ContextChoice): string {
  return `${resourceType}/${id}`;
}
