import type { Output } from './output.js';
import type { Budget } from '../limits.js';
import type { Environment, FragmentParameters, Scope } from '../scope.js';
import type { SelectedForm } from '../forms/bound-field.js';
import { fieldsUtility } from '../forms/fields-utility.js';
import { authorizationUtility } from '../authorization/authorization-utility.js';
import type { UtilityObject } from '../utilities/utility.js';
import { recordOf, type FragmentValue, type Value, type ValueRecord } from '../value.js';

/** A piece of a template that depends on data. */
export type Renderer = (scope: RenderScope, output: Output) => void;

/** A piece of a template made ready: static text with what is between it. */
export type CompiledNodes = readonly (string | Renderer)[];

/** A fragment that is about to be rendered: what it consists of. */
export interface FragmentBody {
  readonly nodes: CompiledNodes;
  readonly template: string;
}

/** What a page that is decorated gives to its layout. */
export interface LayoutLayer {
  /** Name of the template it is from. */
  readonly template: string;
  /** The elements with layout:fragment, by name. */
  readonly fragments: ReadonlyMap<string, CompiledNodes>;
  /** The title with its tags; empty where there is none. */
  readonly title: CompiledNodes;
  /** What else the head holds. */
  readonly head: CompiledNodes;
}

/** A fragment that is asked for. */
export interface FragmentRequest {
  /** Undefined = the template where it is asked, else those around it. */
  readonly template: string | undefined;
  /** Undefined = the whole template. */
  readonly selector: string | undefined;
  readonly parameters: FragmentParameters;
  /** Names of the templates that are being rendered, outermost first. */
  readonly templates: readonly string[];
}

/** Where fragments are found. */
export interface FragmentSource {
  /** Undefined where there is none. @throws TemplateError for a selector that cannot be read, the mistakes of a template that has any */
  find(request: FragmentRequest): FragmentValue | undefined;
}

/** What all scopes of one rendering share. */
export interface Page {
  readonly environment: Environment;
  readonly budget: Budget;
  readonly model: ValueRecord;
  readonly fragments: FragmentSource;
}

/** What an element adds to the scope around it. */
export interface Additions {
  readonly locals?: ValueRecord | undefined;
  readonly selected?: Value;
  /** What th:switch compares with. */
  readonly cases?: SwitchedCases;
  /** What th:insert puts in place of the content. */
  readonly body?: FragmentBody;
  /** The form that th:object selects, or the part of one. */
  readonly form?: SelectedForm;
  /** The pages that a layout is rendered for, the innermost first. */
  readonly layers?: readonly LayoutLayer[];
  /** Template of a fragment that is rendered. */
  readonly template?: string;
}

/** The th:switch around: whether a case was met. */
export interface SwitchedCases {
  readonly value: Value;
  met: boolean;
}

const none: readonly LayoutLayer[] = [];

const ownUtilities: ReadonlyMap<string, UtilityObject> = new Map([
  ['fields', fieldsUtility],
  ['authorization', authorizationUtility],
]);

/** A scope inside another. Fragments see the variables of where they are put, as they do in the original. */
export class RenderScope implements Scope {
  readonly template: string;

  private constructor(
    readonly page: Page,
    private readonly parent: RenderScope | undefined,
    private readonly additions: Additions,
    template: string,
  ) {
    this.template = template;
  }

  static of(page: Page, template: string): RenderScope {
    return new RenderScope(page, undefined, {}, template);
  }

  with(additions: Additions): RenderScope {
    return new RenderScope(this.page, this, additions, additions.template ?? this.template);
  }

  get environment(): Environment {
    return this.page.environment;
  }

  get budget(): Budget {
    return this.page.budget;
  }

  get utilities(): ReadonlyMap<string, UtilityObject> {
    return ownUtilities;
  }

  lookup(name: string): Value | undefined {
    const local = this.nearest(({ locals }) => (locals && Object.hasOwn(locals, name) ? locals[name] : undefined));
    if (local !== undefined) return local;
    return Object.hasOwn(this.page.model, name) ? this.page.model[name] : undefined;
  }

  get selected(): Value | undefined {
    return this.nearest(({ selected }) => selected);
  }

  get cases(): SwitchedCases | undefined {
    return this.nearest(({ cases }) => cases);
  }

  get body(): FragmentBody | undefined {
    return this.nearest(({ body }) => body);
  }

  get form(): SelectedForm | undefined {
    return this.nearest(({ form }) => form);
  }

  get layers(): readonly LayoutLayer[] {
    return this.nearest(({ layers }) => layers) ?? none;
  }

  /** Names of the templates this one is inside of, from the outermost to itself. */
  get templates(): readonly string[] {
    const names: string[] = this.parent ? [...this.parent.templates] : [this.template];
    if (this.additions.template !== undefined) names.push(this.additions.template);
    return names;
  }

  variables(): ValueRecord {
    return recordOf(this.entries());
  }

  fragment(
    template: string | undefined,
    selector: string | undefined,
    parameters: FragmentParameters,
  ): FragmentValue | undefined {
    this.budget.checkTime();
    return this.page.fragments.find({ template, selector, parameters, templates: this.templates });
  }

  private *entries(): Generator<readonly [string, Value]> {
    if (this.parent) yield* this.parent.entries();
    else yield* Object.entries(this.page.model);
    yield* Object.entries(this.additions.locals ?? {});
  }

  private nearest<T>(read: (additions: Additions) => T | undefined): T | undefined {
    let found = read(this.additions);
    for (let scope = this.parent; scope && found === undefined; scope = scope.parent) found = read(scope.additions);
    return found;
  }
}
