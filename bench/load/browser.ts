import type { Person } from '../site.js';
import { header, headers, type HttpAnswer } from './http-answer.js';
import type { HttpConnection, RequestHeaders } from './http-connection.js';
import { readForm, type HtmlForm } from './html-form.js';

/** An answer and the address it came from. */
interface Page {
  readonly target: string;
  readonly answer: HttpAnswer;
}

/** No flow has more pages than that; a loop is a bug. */
const MOST_STEPS = 12;

/** A person's browser on one connection: keeps cookies, follows redirects, signs in, approves everything. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly connection: HttpConnection,
    private readonly origin: string,
  ) {}

  /**
   * Goes the whole way of an authorization request and returns the address at which the app is called back.
   * @throws Error a page is not understood
   */
  async authorize(target: string, person: Person): Promise<URL> {
    let page = await this.#get(target);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const location = header(page.answer.head, 'location');
      if (location === undefined) page = await this.#submit(page, person);
      else {
        const url = new URL(location, this.origin + page.target);
        if (url.origin !== this.origin) return url;
        page = await this.#get(url.pathname + url.search);
      }
    }
    throw new Error(`The authorization comes to no end: ${target}`);
  }

  /**
   * Goes to the sign-in page, one redirect away. What is returned sends its form, as often as one likes, and goes nowhere after.
   * @throws Error a page is not understood
   */
  async signInForm(target: string): Promise<(person: Person) => Promise<HttpAnswer>> {
    const location = header((await this.#get(target)).answer.head, 'location') ?? target;
    const url = new URL(location, this.origin + target);
    const { action, form } = this.#form(await this.#get(url.pathname + url.search));
    return (person) => this.#post(action, { ...form.hidden, ...person });
  }

  async #submit(page: Page, person: Person): Promise<Page> {
    const { action, form } = this.#form(page);
    const typed = form.asksPassword ? { ...person } : approval(form);
    return this.#page(action, await this.#post(action, { ...form.hidden, ...typed }));
  }

  #form({ target, answer }: Page): { readonly action: string; readonly form: HtmlForm } {
    const form = answer.status === 200 ? readForm(answer.body) : undefined;
    if (form === undefined) throw new Error(`No form at ${target}: ${answer.status} ${answer.body.slice(0, 1_000)}`);
    const url = new URL(form.action ?? '', this.origin + target);
    return { action: url.pathname + url.search, form };
  }

  #post(action: string, fields: Readonly<Record<string, string>>): Promise<HttpAnswer> {
    return this.connection.postForm(action, new URLSearchParams(fields).toString(), this.#headers());
  }

  async #get(target: string): Promise<Page> {
    return this.#page(target, await this.connection.get(target, this.#headers()));
  }

  #page(target: string, answer: HttpAnswer): Page {
    for (const cookie of headers(answer.head, 'set-cookie')) this.#keep(cookie);
    return { target, answer };
  }

  /** Paths and lifetimes are left aside: neither server sets two cookies of one name. */
  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const middle = pair.indexOf('=');
    if (pair.slice(middle + 1) === '') this.#cookies.delete(pair.slice(0, middle));
    else this.#cookies.set(pair.slice(0, middle), pair.slice(middle + 1));
  }

  #headers(): RequestHeaders {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { accept: 'text/html', ...(cookie !== '' && { cookie }) };
  }
}

function approval({ checkboxes }: HtmlForm): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(checkboxes.map((name) => [name, 'true'])), user_oauth_approval: 'true' };
}
