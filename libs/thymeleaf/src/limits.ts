import { TemplateError } from './template-error.js';

/** What one rendering may use. */
export interface RenderLimits {
  /** Evaluation steps: each node of an expression, of a template, each item of a loop is one; work that grows with its data costs more. */
  readonly steps: number;
  /** Items of one loop. */
  readonly items: number;
  /** Fragments inside fragments. */
  readonly depth: number;
  /** Characters of the result, and of any text on the way to it. */
  readonly characters: number;
  /** Milliseconds of the clock that the rendering is given, looked at in loops and at fragments. */
  readonly milliseconds: number;
}

/** The tighter values of the references (ruling 35); all are settings. */
export const defaultRenderLimits: RenderLimits = {
  ...{ steps: 200_000, items: 10_000, depth: 60, characters: 512 * 1024, milliseconds: 50 },
};

/** What is left of the limits of one rendering. Everything that takes time or room asks here first. */
export class Budget {
  private stepsLeft: number;
  private charactersLeft: number;
  private depthNow = 0;
  private readonly endsAt: number;

  constructor(
    readonly limits: RenderLimits,
    /** Milliseconds, from any beginning; must not jump back. */
    private readonly now: () => number,
  ) {
    this.stepsLeft = limits.steps;
    this.charactersLeft = limits.characters;
    this.endsAt = now() + limits.milliseconds;
  }

  /** @throws TemplateError `limit` */
  spend(steps = 1): void {
    this.stepsLeft -= steps;
    if (this.stepsLeft < 0)
      throw new TemplateError('limit', `The page takes more than ${String(this.limits.steps)} steps.`);
  }

  /** Characters that are put out. @throws TemplateError `limit` */
  emit(characters: number): void {
    this.charactersLeft -= characters;
    if (this.charactersLeft < 0) throw this.tooLong();
  }

  /** Characters of a text that is made on the way; costs steps as well. @throws TemplateError `limit` */
  build(characters: number): void {
    if (characters > this.limits.characters) throw this.tooLong();
    this.spend(characters >> 6);
  }

  /** The end of a loop's round or the beginning of a fragment. @throws TemplateError `limit` */
  checkTime(): void {
    if (this.now() > this.endsAt)
      throw new TemplateError('limit', `The page takes longer than ${String(this.limits.milliseconds)} ms.`);
  }

  /** @throws TemplateError `limit` where fragments are too deep */
  inside<T>(work: () => T): T {
    this.depthNow += 1;
    if (this.depthNow > this.limits.depth)
      throw new TemplateError('limit', `Fragments are inside fragments more than ${String(this.limits.depth)} times.`);
    this.checkTime();
    try {
      return work();
    } finally {
      this.depthNow -= 1;
    }
  }

  private tooLong(): TemplateError {
    return new TemplateError('limit', `The page is longer than ${String(this.limits.characters)} characters.`);
  }
}
