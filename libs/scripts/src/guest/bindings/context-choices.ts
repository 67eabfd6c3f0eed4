import { textOf } from '../apis/text-of.js';
import type { FromScript } from '../from-script.js';
import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { javaList, JavaList } from './java-list.js';
import { note } from './script-notes.js';

/** A resource that the person may choose. */
export interface ChoiceShape {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly displayName: string;
}

/** One resource that may be chosen. */
export class ContextChoice {
  /** Such as `Patient`. */
  resourceType: string;
  /** Its id. */
  resourceId: string;
  /** What the person reads, at most 300 characters. */
  displayName: string;

  constructor({ resourceType, resourceId, displayName }: ChoiceShape) {
    this.resourceType = resourceType;
    this.resourceId = resourceId;
    this.displayName = displayName;
  }
}

addAccessors(ContextChoice.prototype, ['resourceType', 'resourceId', 'displayName']);

/** `theContextSelectionChoices` (reference 18.1): what the person may choose. One of a type is taken without asking. */
export class ContextSelectionChoices {
  /** At most 500 may be added. */
  choices: FromScript<JavaList<ContextChoice>>;

  constructor(choices: readonly ChoiceShape[]) {
    this.choices = javaList(choices.map((each) => new ContextChoice(each)));
  }

  /** Whether there is anything to choose. */
  haveChoices(): boolean {
    return ContextSelectionChoices.listOf(this).length > 0;
  }

  /** The same as `haveChoices`. */
  hasChoices(): boolean {
    return this.haveChoices();
  }

  /** Adds a resource; without a name its id is shown. */
  addChoice(
    resourceType: FromScript<string>,
    resourceId: FromScript<string | number>,
    displayName?: FromScript<string | null>,
  ): this {
    if (typeof resourceType === 'object' || resourceId === undefined || resourceId === null) {
      note("addChoice adds nothing: it takes a type, an id and a name, addChoice('Patient', '123', 'Eva Muster')");
      return this;
    }
    const [type, id] = [textOf(resourceType), textOf(resourceId)];
    const name = displayName === undefined || displayName === null ? id : textOf(displayName);
    const choice = new ContextChoice({ resourceType: type, resourceId: id, displayName: name });
    this.choices = javaList([...ContextSelectionChoices.listOf(this), choice]);
    return this;
  }

  /** Takes all of them away. */
  clearChoices(): void {
    this.choices = new JavaList();
  }

  static listOf({ choices }: ContextSelectionChoices): readonly unknown[] {
    return Array.isArray(choices) ? [...(choices as unknown[])] : [];
  }
}

addAccessors(ContextSelectionChoices.prototype, ['choices']);
bindMethods(ContextSelectionChoices);
