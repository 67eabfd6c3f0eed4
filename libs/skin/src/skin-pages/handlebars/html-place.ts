/** Where in a document a text would come to stand (HTML §13.2.5), as far as it decides how the text is written. */
export type HtmlPlace =
  | { readonly kind: 'text' | 'comment' }
  /** In the name of an element or of an attribute, or where one could begin. */
  | { readonly kind: 'name' }
  /** In the value of an attribute: its name, what quotes it, and what it has so far, as written. */
  | { readonly kind: 'value'; readonly name: string; readonly quote: '"' | "'" | ''; readonly written: string }
  /** In an element that browsers read no tags in, with the type that it says to have. */
  | { readonly kind: 'raw'; readonly element: string; readonly type: string; readonly written: string };

type State =
  | { readonly at: 'text' }
  | { readonly at: 'open' | 'declaration' | 'element' | 'attribute'; readonly name: string }
  | { readonly at: 'comment' | 'instruction'; readonly tail: string }
  | { readonly at: 'tag' | 'after-name' | 'before-value' }
  | { readonly at: 'value'; readonly quote: '"' | "'" | ''; readonly written: string }
  | { readonly at: 'raw'; readonly written: string };

const RAW: ReadonlySet<string> = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
]);
const TEXT: State = { at: 'text' };
const TAG: State = { at: 'tag' };
const isBlank = (char: string): boolean => ' \t\n\f\r'.includes(char);

/** Follows a document while it is written, piece by piece. */
export class HtmlPlaces {
  private state: State = TEXT;
  private element = '';
  private attribute = '';
  private type = '';

  /** What the template has next. */
  read(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      if (this.state.at === 'raw') at = this.readRaw(text, at, this.state.written);
      else {
        const next = this.state.at === 'text' ? text.indexOf('<', at) : at;
        if (next < 0) return;
        at = next;
        this.state = this.after(text.charAt(at), this.state);
      }
    }
  }

  /** Goes on to behind the end tag of the element, or through all of the text. @returns the index of what was read last */
  private readRaw(text: string, from: number, written: string): number {
    const end = `</${this.element}`;
    // The end tag may have begun in what was read before.
    const before = written.slice(-end.length);
    const all = before + text.slice(from);
    for (let at = all.indexOf('</'); at >= 0; at = all.indexOf('</', at + 2)) {
      const behind = at + end.length;
      if (all.slice(at, behind).toLowerCase() !== end || !endsName(all.charAt(behind))) continue;
      this.element = end.slice(1);
      this.state = this.inTag(all.charAt(behind));
      return from + behind - before.length;
    }
    this.state = { at: 'raw', written: written + text.slice(from) };
    return text.length;
  }

  /** What stands in the place of a text that was written here; it ends nothing, so that only where it begins counts. */
  filled(placeholder: string): void {
    const { state } = this;
    if (state.at === 'before-value') this.state = { at: 'value', quote: '', written: placeholder };
    else if (state.at === 'value' || state.at === 'raw')
      this.state = { ...state, written: state.written + placeholder };
    else if (state.at === 'comment') this.state = { ...state, tail: 'x' };
    else if (state.at === 'open' || state.at === 'element' || state.at === 'attribute') this.read(placeholder);
  }

  get place(): HtmlPlace {
    const { state } = this;
    if (state.at === 'text') return { kind: 'text' };
    if (state.at === 'comment' || state.at === 'instruction') return { kind: 'comment' };
    if (state.at === 'before-value') return { kind: 'value', name: this.attribute, quote: '', written: '' };
    if (state.at === 'value')
      return { kind: 'value', name: this.attribute, quote: state.quote, written: state.written };
    if (state.at === 'raw') return { kind: 'raw', element: this.element, type: this.type, written: state.written };
    return { kind: 'name' };
  }

  private after(char: string, state: Exclude<State, { at: 'raw' }>): State {
    switch (state.at) {
      case 'text':
        return char === '<' ? { at: 'open', name: '' } : TEXT;
      case 'open':
        return this.opened(char, state.name);
      case 'declaration':
        return declared(char, state.name);
      case 'comment':
        return commented(char, state.tail);
      case 'instruction':
        return char === '>' ? TEXT : state;
      case 'element':
        return this.named(char, state.name);
      case 'tag':
        return this.inTag(char);
      case 'attribute':
        return this.attributed(char, state.name);
      case 'after-name':
        return isBlank(char) ? state : char === '=' ? { at: 'before-value' } : this.inTag(char);
      case 'before-value':
        return this.beforeValue(char);
      case 'value':
        return this.valued(char, state);
    }
  }

  /** @param slash the `/` of an end tag, or nothing */
  private opened(char: string, slash: string): State {
    this.type = '';
    if (/[A-Za-z]/.test(char)) return { at: 'element', name: slash + char };
    if (slash !== '') return char === '>' ? TEXT : { at: 'instruction', tail: '' };
    if (char === '/') return { at: 'open', name: '/' };
    if (char === '!') return { at: 'declaration', name: '' };
    if (char === '?') return { at: 'instruction', tail: '' };
    return char === '<' ? { at: 'open', name: '' } : TEXT;
  }

  private named(char: string, name: string): State {
    if (!isBlank(char) && char !== '/' && char !== '>') return { at: 'element', name: name + char };
    this.element = name.toLowerCase();
    return this.inTag(char);
  }

  private inTag(char: string): State {
    if (isBlank(char) || char === '/') return TAG;
    if (char !== '>') return { at: 'attribute', name: char };
    return RAW.has(this.element) ? { at: 'raw', written: '' } : TEXT;
  }

  private attributed(char: string, name: string): State {
    if (!isBlank(char) && !'/>='.includes(char)) return { at: 'attribute', name: name + char };
    this.attribute = name.toLowerCase();
    if (char === '=') return { at: 'before-value' };
    return isBlank(char) ? { at: 'after-name' } : this.inTag(char);
  }

  private beforeValue(char: string): State {
    if (isBlank(char)) return { at: 'before-value' };
    if (char === '"' || char === "'") return { at: 'value', quote: char, written: '' };
    return char === '>' ? this.inTag(char) : { at: 'value', quote: '', written: char };
  }

  private valued(char: string, state: Extract<State, { at: 'value' }>): State {
    const { quote, written } = state;
    const ends = quote === '' ? isBlank(char) || char === '>' : char === quote;
    if (!ends) return { ...state, written: written + char };
    if (this.attribute === 'type' && this.type === '') this.type = written.trim().toLowerCase();
    return quote === '' ? this.inTag(char) : TAG;
  }
}

/** False where the text ends. */
function endsName(char: string): boolean {
  return char !== '' && (isBlank(char) || char === '/' || char === '>');
}

function declared(char: string, name: string): State {
  if (char === '-') return name === '-' ? { at: 'comment', tail: '' } : { at: 'declaration', name: '-' };
  return char === '>' ? TEXT : { at: 'instruction', tail: '' };
}

/** `<!-->` and `<!--->` are whole comments. */
function commented(char: string, before: string): State {
  if (char === '>' && (/^-?$/.test(before) || /--!?$/.test(before))) return TEXT;
  return { at: 'comment', tail: before.length < 4 ? before + char : (before + char).slice(-4) };
}
