import { textOf } from '../apis/text-of.js';
import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { javaList, JavaList } from './java-list.js';

/** A resource that the person may choose. */
export interface ChoiceShape {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly displayName: string;
}

class ContextChoice {
  resourceType: string;
  resourceId: string;
  displayName: string;

  constructor({ resourceType, resourceId, displayName }: ChoiceShape) {
    this.resourceType = resourceType;
    this.resourceId = resourceId;
    this.displayName = displayName;
  }
}

addAccessors(ContextChoice.prototype, ['resourceType', 'resourceId', 'displayName']);

/** `theContextSelectionChoices` (reference 18.1). */
export class ContextSelectionChoices {
  choices: unknown;

  constructor(choices: readonly ChoiceShape[]) {
    this.choices = javaList(choices.map((each) => new ContextChoice(each)));
  }

  haveChoices(): boolean {
    return ContextSelectionChoices.listOf(this).length > 0;
  }

  hasChoices(): boolean {
    return this.haveChoices();
  }

  addChoice(resourceType: unknown, resourceId: unknown, displayName?: unknown): this {
    const [type, id] = [String(resourceType), String(resourceId)];
    const name = displayName === undefined || displayName === null ? id : textOf(displayName);
    const choice = new ContextChoice({ resourceType: type, resourceId: id, displayName: name });
    this.choices = javaList([...ContextSelectionChoices.listOf(this), choice]);
    return this;
  }

  clearChoices(): void {
    this.choices = new JavaList();
  }

  static listOf({ choices }: ContextSelectionChoices): readonly unknown[] {
    return Array.isArray(choices) ? [...(choices as unknown[])] : [];
  }
}

addAccessors(ContextSelectionChoices.prototype, ['choices']);
bindMethods(ContextSelectionChoices);
