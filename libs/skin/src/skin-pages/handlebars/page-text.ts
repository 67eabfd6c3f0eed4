import { BoundedText } from '#thymeleaf/bounded-text';
import type { Printing } from '#thymeleaf/printed';
import { guardedLink } from '#thymeleaf/template/link-guard';
import type { TemplatePlace } from '#thymeleaf/template-error';
import { MarkupText, type Value } from '#thymeleaf/value';
import { HtmlPlaces, type HtmlPlace } from './html-place.js';
import { placedValue } from './placed-value.js';

/** How a value is put into a page. */
export interface PutValue {
  /** Whether the template asks for it as it is. */
  readonly isRaw: boolean;
  /** Where the template does so. */
  readonly at: TemplatePlace;
}

/** The text of a page while it is made: what the template has as it is, values as the places want them where they come to stand. */
export class PageText {
  private readonly places = new HtmlPlaces();
  private readonly text: BoundedText;

  constructor(private readonly scope: Printing) {
    this.text = new BoundedText(scope.budget);
  }

  /** A piece of the template. @throws TemplateError `limit` */
  write(text: string): void {
    this.places.read(text);
    this.text.add(text);
  }

  /** A value. Markup stands as it is where texts do, if the template says so. @throws TemplateError `refused`, `limit` */
  put(value: Value, { isRaw, at }: PutValue): void {
    const { place } = this.places;
    // The program so far is read again for each value in it.
    if (place.kind === 'raw') this.scope.budget.checkTime();
    if (isRaw && value instanceof MarkupText && place.kind === 'text') return this.write(value.markup);
    const text = this.guarded(placedValue(value, place, this.scope), place, at);
    this.text.add(text);
    // Of an address every part counts; a program is looked at for what its author wrote.
    this.places.filled(text === '' ? '' : place.kind === 'value' && !isProgram(place) ? text : 'x');
  }

  toString(): string {
    return this.text.toString();
  }

  /** No address begins with a scheme that runs something, be it put together of parts. */
  private guarded(text: string, place: HtmlPlace, at: TemplatePlace): string {
    if (place.kind !== 'value' || isProgram(place)) return text;
    const whole = place.written + text;
    return guardedLink({ lowerName: place.name, place: at }, whole, this.scope.environment) === whole ? text : '#';
  }
}

function isProgram({ name }: Extract<HtmlPlace, { kind: 'value' }>): boolean {
  return name.startsWith('on') || name === 'style';
}
