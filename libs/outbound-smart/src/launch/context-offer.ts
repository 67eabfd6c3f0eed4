import { needKey, type ContextNeed } from '#protocol/smart/context-need';
import type { LaunchResource } from '#protocol/smart/launch-context';
import type { ContextChoice } from './context-choice.js';
import type { SearchField } from './context-source.port.js';

/** What a person chose for an app to work on, while the request waits; it counts for this person alone. */
export interface ContextSelection extends ContextNeed {
  readonly userPid: number;
  /** Absent: the person went on without one. */
  readonly id?: string;
  /** What the person knew it by. */
  readonly display?: string;
}

/** What the script of a request gave somebody to choose from; at most some hundreds of resources with their names. */
export interface PresetAnswer {
  /** SHA-256 of who was meant, by which sign-in, and of what the script was shown of choices: for others it is asked anew. */
  readonly mark: string;
  readonly choices: readonly ContextChoice[];
}

/** Everything that is known about one context that the scopes ask for. */
export interface ContextOffer {
  readonly need: ContextNeed;
  readonly choices: readonly ContextChoice[];
  /** The list has more pages. */
  readonly next?: string;
  /** By what more can be found; empty: the list is all there is. */
  readonly searchFields: readonly SearchField[];
  /** Nobody may take the only choice for what is meant: others may be found, or the EHR said otherwise. */
  readonly mustAsk: boolean;
  readonly selection?: ContextSelection;
  /** The choices are not known now: their source does not answer. */
  readonly isUnavailable?: true;
  /** Id of the patient in context, whose visits they are. */
  readonly patient?: string;
}

/** The context of a request, before the person was asked about what is open. */
export interface ContextOffers {
  /** What the EHR had open. */
  readonly resources: readonly LaunchResource[];
  /** In the order in which they are asked; nothing is known of those behind the first that has to be asked. */
  readonly offers: readonly ContextOffer[];
  /** What the script was asked for them; absent where there is none. */
  readonly preset?: PresetAnswer;
}

/** What is in context, or what has to be asked first. */
export type ContextSettlement =
  | { readonly kind: 'settled'; readonly resources: readonly LaunchResource[]; readonly declined: readonly string[] }
  | { readonly kind: 'select'; readonly offer: ContextOffer };

/**
 * Settles the context of a request, or tells what the person has to choose first: where there is one choice, nobody is asked; where there is
 * none, there is no context (STD L2, L3).
 */
export function settleContexts({ resources, offers }: ContextOffers): ContextSettlement {
  const offer = offers.find(mustBeAsked);
  if (offer) return { kind: 'select', offer };
  const chosen = offers.flatMap(resourceOf);
  const declined = offers.filter(({ selection }) => selection !== undefined && selection.id === undefined);
  return { kind: 'settled', resources: [...resources, ...chosen], declined: declined.map(({ need }) => needKey(need)) };
}

/** Whether the person has to choose before anybody can go on. */
export function mustBeAsked({ choices, searchFields, mustAsk, selection, isUnavailable }: ContextOffer): boolean {
  if (selection !== undefined) return false;
  if (isUnavailable) return true;
  if (choices.length === 0) return searchFields.length > 0;
  return mustAsk || choices.length > 1;
}

/** The resource of an offer that needs no asking; none where there is none. */
export function resourceOf({ need, choices, selection }: ContextOffer): readonly LaunchResource[] {
  const id = selection === undefined ? choices[0]?.id : selection.id;
  return id === undefined ? [] : [{ ...need, id }];
}
