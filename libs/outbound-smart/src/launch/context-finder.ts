import { Injectable } from '@nestjs/common';
import { contextNeeds, needKey, type ContextNeed } from '#protocol/smart/context-need';
import type { LaunchResource } from '#protocol/smart/launch-context';
import { includesScope } from '#protocol/smart/scope-name';
import type { Launch } from '../stores/launch.store.js';
import {
  mustBeAsked,
  resourceOf,
  type ContextOffer,
  type ContextOffers,
  type ContextSelection,
} from './context-offer.js';
import type { ContextChoice } from './context-choice.js';
import type { ContextPage, ContextQuestion } from './context-source.port.js';
import { contextQuestion } from './context-question.js';
import { ContextSources } from './context-sources.js';
import { presetFor } from './preset-choices.js';
import { PresetContexts, type PresetWish } from './preset-contexts.js';
import { presetResources } from './preset-resources.js';

/** A request whose context is to be found. */
export interface ContextWish extends PresetWish {
  /** What the app may get of what it asked for. */
  readonly scopes: readonly string[];
  /** What the EHR ordered. */
  readonly launch?: Launch;
  readonly selections: readonly ContextSelection[];
  /** Key of a need that the person is to be asked again. */
  readonly reselect?: string;
}

/** A need of a request, with what is settled before it. */
interface Asked {
  readonly wish: ContextWish;
  readonly need: ContextNeed;
  readonly patient: string | undefined;
  /** What the person works with by default, or a script supplied. */
  readonly preset: readonly ContextChoice[];
}

/** Finds out what an app could work on: what the EHR had open, the person's default launch contexts, the choices of script and source. */
@Injectable()
export class ContextFinder {
  constructor(
    private readonly presets: PresetContexts,
    private readonly sources: ContextSources,
  ) {}

  /** @throws ScriptFailure */
  async find(wish: ContextWish): Promise<ContextOffers> {
    const resources = wish.launch?.context.resources ?? [];
    const needs = needsOf(wish);
    if (needs.length === 0) return { resources, offers: [] };
    const asked = await this.presets.of(wish);
    const offers: ContextOffer[] = [];
    for (const need of needs) {
      const patient = plainPatient([...resources, ...offers.flatMap(resourceOf)])?.id;
      const offer = await this.offer({ wish, need, patient, preset: presetFor(need, asked.choices, patient) });
      offers.push(offer);
      if (mustBeAsked(offer)) break;
    }
    return { resources, offers, ...(asked.mark !== undefined && { preset: asked }) };
  }

  private async offer(asked: Asked): Promise<ContextOffer> {
    const { wish, need, patient, preset } = asked;
    const base = { need, ...(patient !== undefined && { patient }) };
    const selection = selectionOf(wish, need);
    if (selection) return { ...base, choices: [], searchFields: [], mustAsk: false, selection };
    const question = contextQuestion(wish, need, patient);
    const source = this.sources.of(wish.instance);
    const searchFields = source.searchFields(question);
    const mustAsk = wish.launch !== undefined || wish.reselect === needKey(need);
    if (preset.length > 0) {
      const isShown = mustAsk || preset.length > 1;
      const choices = isShown ? await this.described(question, preset) : preset;
      return { ...base, choices, searchFields, mustAsk };
    }
    const { choices, next, isUnavailable } = await this.offered(question);
    return {
      ...{ ...base, choices, searchFields },
      mustAsk: mustAsk || next !== undefined || searchFields.length > 0,
      ...(next !== undefined && { next }),
      ...(isUnavailable && { isUnavailable }),
    };
  }

  private async offered(question: ContextQuestion): Promise<ContextPage & Pick<ContextOffer, 'isUnavailable'>> {
    const page = await this.sources.asking(question, (source) => source.offered(question));
    return page ?? { choices: [], isUnavailable: true };
  }

  /** With what the source knows of them; without it they can be chosen all the same. */
  private async described(
    question: ContextQuestion,
    preset: readonly ContextChoice[],
  ): Promise<readonly ContextChoice[]> {
    const ids = preset.map(({ id }) => id);
    const known = await this.sources.asking(question, (source) => source.known(question, ids));
    return preset.map((choice) => known?.find(({ id }) => id === choice.id) ?? choice);
  }
}

/** In a launch from the EHR the hints of the app are ignored (STD L4), but no patient scope is granted without a patient (STD L2). */
function needsOf({ scopes, user, launch }: ContextWish): readonly ContextNeed[] {
  if (launch) return plainPatient(launch.context.resources) ? [] : contextNeeds(scopes).filter(isPlainPatient);
  const defaults = includesScope(scopes, 'launch') ? presetResources(user) : [];
  return contextNeeds([...scopes, ...defaults.map(({ type }) => `launch/${type}`)]);
}

function selectionOf({ selections, user, reselect }: ContextWish, need: ContextNeed): ContextSelection | undefined {
  const key = needKey(need);
  if (key === reselect) return undefined;
  return selections.find((selection) => selection.userPid === user.pid && needKey(selection) === key);
}

function plainPatient(resources: readonly LaunchResource[]): LaunchResource | undefined {
  return resources.find(isPlainPatient);
}

function isPlainPatient({ type, role }: ContextNeed): boolean {
  return type === 'patient' && role === undefined;
}
