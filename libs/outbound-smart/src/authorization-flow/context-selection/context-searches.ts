import { Injectable } from '@nestjs/common';
import { needKey } from '#protocol/smart/context-need';
import { contextQuestion } from '../../launch/context-question.js';
import type { ContextPage } from '../../launch/context-source.port.js';
import { ContextSources } from '../../launch/context-sources.js';
import { SearchSeals, type ContextSearch, type SearchOwner } from '../../launch/search-seals.js';
import { resumptionPath } from '../resumption.js';
import { offeredView, type ContextScene, type ContextView } from './context-scene.js';
import { termsProblem, usableTerms } from './search-terms.js';

/** Searches for what can be chosen. A search lies sealed in an address of ours, so that a person can go back to what was found, and reload it. */
@Injectable()
export class ContextSearches {
  constructor(
    private readonly sources: ContextSources,
    private readonly seals: SearchSeals,
  ) {}

  /** Where a search is shown, below the path of the module. */
  path(scene: ContextScene, { terms, ...more }: ContextSearch): string {
    const { held, offer } = scene;
    const search = { terms: usableTerms(terms, offer.searchFields), ...more };
    return resumptionPath(held.handle, {
      select: needKey(offer.need),
      search: this.seals.seal(ownerOf(scene), search),
    });
  }

  /** What is to be seen at an address: what was found, or what is offered where the address has no search of this person. */
  async view(scene: ContextScene, sealed: string | undefined): Promise<ContextView> {
    const search = sealed === undefined ? undefined : this.seals.open(ownerOf(scene), sealed);
    if (search === undefined || (scene.offer.searchFields.length === 0 && search.page === undefined))
      return offeredView(scene);
    const typed = Object.keys(search.terms).length > 0 && { terms: search.terms };
    const problem = search.page === undefined ? termsProblem(search.terms) : undefined;
    if (problem) return { page: { choices: [] }, ...typed, problem };
    const page = await this.found(scene, search);
    return page ? { page, ...typed } : { page: { choices: [] }, ...typed, problem: 'unavailable' };
  }

  private async found(scene: ContextScene, { terms, page }: ContextSearch): Promise<ContextPage | undefined> {
    const question = contextQuestion(scene, scene.offer.need, scene.offer.patient);
    return this.sources.asking(question, (source) => source.search(question, terms, page));
  }
}

function ownerOf({ held: { handleHash }, offer, user }: ContextScene): SearchOwner {
  return { handleHash, need: needKey(offer.need), userPid: user.pid };
}
