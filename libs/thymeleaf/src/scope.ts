import type { Budget } from './limits.js';
import type { TemplatePlace } from './template-error.js';
import type { FragmentValue, Value, ValueRecord } from './value.js';

/** Everything one rendering has beside variables: the same for all of its templates. */
export interface Environment {
  /** BCP 47 tag, such as `fr-CA`. */
  readonly locale: string;
  /** In front of links that begin with `/`; '' at the root. */
  readonly contextPath: string;
  /** IANA name; dates are printed in it. */
  readonly timeZone: string;
  /** The moment of the rendering: `#dates.createNow()`, `#execInfo.now`. */
  readonly now: Date;
  /** The pattern of a message, of the bundles of this template first; undefined where there is none. */
  readonly message: (key: string, template: string) => string | undefined;
  /** The objects that expressions reach as `#name` beside the utility objects: `#authentication`, `#authorization`, stand-ins of older versions. */
  readonly objects: ValueRecord;
  /** Parameters of the request as `param`, which the restricted contexts may not read. */
  readonly parameters: ValueRecord;
  /** Whether texts of the model are somebody's words, escaped even by th:utext; false only where all data is the author's own. */
  readonly escapesModelText: boolean;
  /** How event handlers and the like are held: `strict` as version 3.1 does, `compatible` for pages written for 3.0. */
  readonly handlers: 'strict' | 'compatible';
  /** Whether links may lead anywhere, even to `javascript:`: only where nothing of a page is anybody's words. */
  readonly anyLinks?: boolean;
  /** Told of what is rendered inert instead of failing, such as a link of a scheme that is not allowed; never with a text of the model. */
  readonly notice: (message: string, place: TemplatePlace) => void;
}

/** What an expression sees. */
export interface Scope {
  readonly environment: Environment;
  readonly budget: Budget;
  /** Name of the template the expression stands in. */
  readonly template: string;
  /** Names of the templates from the outermost to this one, for `#execInfo`; absent where there is only this one. */
  readonly templates?: readonly string[];
  /** Utility objects that belong to the templates, such as `#fields`, by name; looked at before the others. */
  readonly utilities?: ReadonlyMap<string, ReadonlyMap<string, (scope: Scope, ...given: readonly Value[]) => Value>>;
  /** A local variable, innermost first, or one of the model; undefined where there is none of the name. */
  lookup(name: string): Value | undefined;
  /** What `*{…}` is about: the object of the nearest th:object; undefined = the model itself. */
  readonly selected: Value | undefined;
  /** All variables by name, locals over the model, for `#ctx` and `#vars`. */
  variables(): ValueRecord;
  /**
   * The fragment of a template. `template` undefined = the one the expression stands in (`this`); `selector` undefined = all of it.
   * Undefined where there is no such template or fragment.
   */
  fragment(
    template: string | undefined,
    selector: string | undefined,
    parameters: FragmentParameters,
  ): FragmentValue | undefined;
}

/** Parameters of a fragment by name, or in their order. */
export type FragmentParameters = { readonly named: ValueRecord } | { readonly ordered: readonly Value[] };
