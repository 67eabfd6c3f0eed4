import type { Specification } from '../expression/expressions.js';
import type { FragmentSignature } from '../expression/parse-signature.js';
import type { FragmentParameters, Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, recordOf, type Value, type ValueRecord } from '../value.js';
import type { CompiledNodes } from './render-scope.js';

/** What the `nodes` of a FragmentValue are. */
export class FragmentContent {
  constructor(
    /** The fragment with its own tags. */
    readonly nodes: CompiledNodes,
    /** What is inside of its tags. */
    private readonly content: () => CompiledNodes,
    /** Of th:fragment at the element that was found; undefined where there is none. */
    readonly signature: Specification<FragmentSignature> | undefined,
    readonly given: FragmentParameters,
  ) {}

  /** What is inside of its tags, for th:include. */
  get inner(): CompiledNodes {
    return this.content();
  }

  /** The parameters by name. @throws TemplateError `value` where they are not those that th:fragment asks for */
  parameters(scope: Scope): ValueRecord {
    const names = this.signature?.parts(scope).parameters ?? [];
    return 'named' in this.given
      ? namedParameters(this.given.named, names, this.signature?.source)
      : orderedParameters(this.given.ordered, names);
  }
}

/** `declared`: as the template has it, since names may be made of data. */
function namedParameters(named: ValueRecord, names: readonly string[], declared = ''): ValueRecord {
  if (names.every((name) => Object.hasOwn(named, name))) return named;
  throw new TemplateError('value', `The fragment needs all parameters of “${declared.trim().slice(0, 200)}”.`);
}

function orderedParameters(ordered: readonly Value[], wanted: readonly string[]): ValueRecord {
  if (wanted.length === ordered.length) return recordOf(wanted.map((name, index) => [name, ordered[index] ?? null]));
  if (wanted.length === 0) throw new TemplateError('value', 'The fragment names no parameters: give them by name.');
  const [has, gets] = [wanted.length, ordered.length].map(String);
  throw new TemplateError('value', `The fragment has ${has ?? ''} parameters and is given ${gets ?? ''}.`);
}

/** The content of a fragment; undefined for one that is empty or does not exist. */
export function contentOf(fragment: FragmentValue): FragmentContent | undefined {
  return fragment.nodes instanceof FragmentContent ? fragment.nodes : undefined;
}
