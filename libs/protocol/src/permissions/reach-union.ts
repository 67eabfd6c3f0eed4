import type { Interaction } from '../smart/smart-scope.js';
import { letterGroups, type Place, type Reach } from './reach.js';

interface Entry {
  readonly place: Place;
  readonly interactions: Set<Interaction>;
}

/** Several reaches together: what is allowed by one of them is allowed. */
export class ReachUnion {
  readonly #entries = new Map<string, Entry>();
  #reaches: readonly Reach[] | undefined;

  constructor(reaches: Iterable<Reach> = []) {
    for (const reach of reaches) this.add(reach);
  }

  /** The number of different places. */
  get size(): number {
    return this.#entries.size;
  }

  add({ interactions, ...place }: Reach): void {
    const key = keyOf(place);
    const entry = this.#entries.get(key) ?? { place, interactions: new Set() };
    for (const letter of interactions) entry.interactions.add(letter);
    this.#entries.set(key, entry);
    this.#reaches = undefined;
  }

  /** Whether one interaction is allowed in all of a place. */
  allows(letter: Interaction, place: Place): boolean {
    return this.#holds(letter, [keyOf(place), ...broaderPlaces(place).map(keyOf)]);
  }

  /** The same with nothing in it that another reach of it says already (STD S4); letters that go together stay together. */
  reaches(): readonly Reach[] {
    return (this.#reaches ??= [...this.#entries.values()].flatMap((entry) => this.#ownPart(entry)));
  }

  #ownPart({ place, interactions }: Entry): readonly Reach[] {
    const broader = broaderPlaces(place).map(keyOf);
    const own = letterGroups
      .map((letters) => letters.filter((letter) => interactions.has(letter)))
      .filter((letters) => !letters.every((letter) => this.#holds(letter, broader)));
    return own.length === 0 ? [] : [{ ...place, interactions: new Set(own.flat()) }];
  }

  #holds(letter: Interaction, keys: readonly string[]): boolean {
    return keys.some((key) => this.#entries.get(key)?.interactions.has(letter) === true);
  }
}

function keyOf({ resourceType, id = '', compartments, search = '' }: Place): string {
  return `${resourceType}/${id}?${search} ${compartments.join(' ')}`;
}

/** Every place that holds all of this one and more: without its id, its type, its search, one or more of its compartments. */
function broaderPlaces({ resourceType, id, compartments, search }: Place): readonly Place[] {
  const [itself, ...broader] = subsets(compartments).flatMap((within) =>
    (search === undefined ? [undefined] : [search, undefined]).flatMap((condition) =>
      resources(resourceType, id).map((resource) => ({
        ...resource,
        compartments: within,
        ...(condition !== undefined && { search: condition }),
      })),
    ),
  );
  return itself === undefined ? [] : broader;
}

function resources(resourceType: string, id: string | undefined): readonly Pick<Place, 'resourceType' | 'id'>[] {
  const ofType = resourceType === '*' ? [{ resourceType }] : [{ resourceType }, { resourceType: '*' }];
  return id === undefined ? ofType : [{ resourceType, id }, ...ofType];
}

/** The list itself first. */
function subsets(list: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = list;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others.map((subset) => [first, ...subset]), ...others];
}
