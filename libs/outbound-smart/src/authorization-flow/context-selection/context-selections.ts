import { Injectable } from '@nestjs/common';
import { needKey } from '#protocol/smart/context-need';
import { isResourceId } from '#protocol/smart/resource-id';
import type { ContextChoice } from '../../launch/context-choice.js';
import type { ContextSelection } from '../../launch/context-offer.js';
import { contextQuestion } from '../../launch/context-question.js';
import { ContextSources } from '../../launch/context-sources.js';
import type { FlowOutcome } from '../flow-result.js';
import { PendingRequests } from '../requests/pending-requests.js';
import { ContextPages } from './context-pages.js';
import { offeredView, type ContextScene, type ContextView } from './context-scene.js';
import { ContextSearches } from './context-searches.js';
import type { SelectionAnswer } from './selection-form.js';

/** What came of an answer: a page, or where to look for it, or a choice that is kept with the request, or the end of the request. */
export type SelectionResult =
  | { readonly kind: 'shown'; readonly outcome: FlowOutcome }
  | { readonly kind: 'searched'; readonly path: string }
  | { readonly kind: 'chosen' }
  | { readonly kind: 'cancelled' };

/** Takes what a person does on the context selection page. Nothing of the form counts that the source does not confirm for this person. */
@Injectable()
export class ContextSelections {
  constructor(
    private readonly sources: ContextSources,
    private readonly pages: ContextPages,
    private readonly pending: PendingRequests,
    private readonly searches: ContextSearches,
  ) {}

  /** The page, with what is found by the search that the address has. */
  async look(scene: ContextScene, sealed: string | undefined): Promise<FlowOutcome> {
    return this.pages.page(scene, await this.searches.view(scene, sealed));
  }

  /** @throws InteractionError when the request was answered or has expired meanwhile */
  async answer(scene: ContextScene, answer: SelectionAnswer): Promise<SelectionResult> {
    if (answer.need !== needKey(scene.offer.need)) return this.shown(scene, offeredView(scene));
    switch (answer.action) {
      case 'cancel':
        return { kind: 'cancelled' };
      case 'choose':
        return this.choose(scene, answer.choice);
      case 'skip':
        return scene.offer.need.type === 'patient' ? this.shown(scene, offeredView(scene)) : this.keep(scene, {});
      case 'search':
        return { kind: 'searched', path: this.searches.path(scene, answer) };
      case 'none':
        return this.shown(scene, offeredView(scene));
    }
  }

  private async choose(scene: ContextScene, reference: string): Promise<SelectionResult> {
    const isChosen = (each: ContextChoice) => `${each.resourceType}/${each.id}` === reference;
    const known = scene.offer.choices.some(isChosen) ? scene.offer.choices : await this.known(scene, reference);
    if (known === undefined) return this.shown(scene, { page: { choices: [] }, problem: 'unavailable' });
    const choice = known.find(isChosen);
    if (choice === undefined) return this.shown(scene, { ...offeredView(scene), problem: 'not-a-choice' });
    return this.keep(scene, { id: choice.id, display: choice.display });
  }

  /** What was found by a search is asked for once more: the form could name anything. Undefined where nobody can say now. */
  private async known(scene: ContextScene, reference: string): Promise<readonly ContextChoice[] | undefined> {
    const question = contextQuestion(scene, scene.offer.need, scene.offer.patient);
    const id = reference.slice(reference.indexOf('/') + 1);
    if (!isResourceId(id)) return [];
    return this.sources.asking(question, (source) => source.known(question, [id]));
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
