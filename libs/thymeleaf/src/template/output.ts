import type { Budget } from '../limits.js';
import type { Place, ProgramLanguage } from '../program/place.js';
import { ProgramText } from '../program/program-text.js';

/** The text of a page while it is made. */
export class Output {
  private written = '';
  private program: ProgramText | undefined;

  constructor(private readonly budget: Budget) {}

  /** What the author wrote, or what was escaped for markup. @throws TemplateError `limit` where the page becomes too long */
  write(text: string): void {
    this.add(text);
    this.program?.read(text);
  }

  /** What was escaped for the place where it goes. @throws TemplateError `limit` */
  put(text: string): void {
    this.add(text);
    this.program?.value(text);
  }

  /** Where in a script or style sheet the next text goes; undefined in markup, and where nothing of a page is anybody's words. */
  get place(): Place | undefined {
    return this.program?.place;
  }

  /** Writes the content of a script or style sheet. */
  inProgram(language: ProgramLanguage, work: () => void): void {
    const around = this.program;
    this.program = new ProgramText(language);
    try {
      work();
    } finally {
      this.program = around;
    }
  }

  toString(): string {
    return this.written;
  }

  private add(text: string): void {
    this.budget.emit(text.length);
    this.written += text;
  }
}
