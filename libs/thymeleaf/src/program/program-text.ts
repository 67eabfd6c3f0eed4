import type { ProgramLanguage, ProgramReader } from './place.js';
import { rememberedBefore, type Place } from './place.js';
import { ScriptReader } from './script-reader.js';
import { StyleReader } from './style-reader.js';

/** The content of a script or style sheet while it is written: it knows where what comes next would stand. */
export class ProgramText {
  private readonly reader: ProgramReader;
  private before = '';

  constructor(language: ProgramLanguage) {
    this.reader = language === 'script' ? new ScriptReader() : new StyleReader();
  }

  get place(): Place {
    const { language, kind, isEscaped } = this.reader;
    return { language, kind, isEscaped, before: this.before };
  }

  /** What the author wrote. */
  read(text: string): void {
    this.reader.read(text);
    this.remember(text);
  }

  /** A value as {@link placedValue} makes it. */
  value(text: string): void {
    if (text === '') return;
    this.reader.value();
    this.remember(text);
  }

  private remember(text: string): void {
    this.before = (this.before + text.slice(-rememberedBefore)).slice(-rememberedBefore);
  }
}
