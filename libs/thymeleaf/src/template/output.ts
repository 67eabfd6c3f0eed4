import type { Budget } from '../limits.js';

/** The text of a page while it is made. */
export class Output {
  private written = '';

  constructor(private readonly budget: Budget) {}

  /** @throws TemplateError `limit` where the page becomes too long */
  write(text: string): void {
    this.budget.emit(text.length);
    this.written += text;
  }

  toString(): string {
    return this.written;
  }
}
