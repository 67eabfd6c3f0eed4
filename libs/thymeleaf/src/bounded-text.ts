import type { Budget } from './limits.js';

/** A text that is put together piece by piece and never grows past what a rendering may make. */
export class BoundedText {
  private readonly pieces: string[] = [];
  private length = 0;

  constructor(private readonly budget: Budget) {}

  /** @throws TemplateError `limit` */
  add(piece: string): void {
    this.length += piece.length;
    this.budget.spend();
    if (this.length > this.budget.limits.characters) this.budget.build(this.length);
    this.pieces.push(piece);
  }

  /** All of it; asked for once. @throws TemplateError `limit` */
  toString(): string {
    this.budget.build(this.length);
    return this.pieces.join('');
  }
}
