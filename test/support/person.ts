/** An HTTP answer as a browser without JavaScript sees it. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
  readonly text: string;
}

/** Fields of a form by name. */
export type Fields = Readonly<Record<string, string>>;

/**
 * A person with a browser: keeps cookies by host, follows redirects inside one origin, fills in forms. Stops at a redirect to
 * another origin, as the app would receive it.
 */
export class Person {
  readonly #cookies = new Map<string, string>();

  /** Current cookies as a header. */
  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Starts over with an empty cookie jar. */
  forget(): void {
    this.#cookies.clear();
  }

  /** Puts a cookie into the jar by hand. */
  plant(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** One request, no redirect followed. */
  async request(url: string, init: RequestInit = {}): Promise<Page> {
    const headers = new Headers(init.headers);
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    if (this.#cookies.size > 0) headers.set('cookie', this.cookieHeader);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.#keep(response.headers.getSetCookie());
    return { status: response.status, headers: response.headers, url, text: await response.text() };
  }

  /** Opens an address and follows redirects as long as they stay on its origin. */
  async open(url: string): Promise<Page> {
    return this.#follow(await this.request(url));
  }

  /** Sends a form to an address, follows as {@link open}. */
  async post(url: string, fields: Fields, headers: Record<string, string> = {}): Promise<Page> {
    return this.#follow(await this.request(url, { method: 'POST', body: new URLSearchParams(fields), headers }));
  }

  /** Fills in and sends the form of a page. Hidden fields go along; `_csrf` and `interaction` can be overwritten. */
  async submit(page: Page, fields: Fields, headers: Record<string, string> = {}): Promise<Page> {
    const action = formAction(page);
    return this.post(new URL(action, page.url).href, { ...hiddenFields(page), ...fields }, headers);
  }

  /** Signs in on a sign-in page. */
  async signIn(page: Page, { username, password }: { username: string; password: string }): Promise<Page> {
    return this.submit(page, { username, password });
  }

  /** Allows on an approval page, with every checkbox left ticked except those named. */
  async approve(page: Page, { without = [] }: { without?: readonly string[] } = {}): Promise<Page> {
    const ticked = checkboxNames(page).filter((name) => !without.includes(name.slice('scope.'.length)));
    return this.submit(page, {
      ...Object.fromEntries(ticked.map((name) => [name, 'true'])),
      user_oauth_approval: 'true',
    });
  }

  /** Denies on an approval page. */
  async deny(page: Page): Promise<Page> {
    return this.submit(page, { user_oauth_approval: 'false' });
  }

  /** Chooses on a context selection page. */
  async choose(page: Page, choice: string): Promise<Page> {
    return this.submit(page, { choice, action: 'choose' });
  }

  /** The whole way of an authorization request: signs in and approves where asked; returns where the app is called back. */
  async authorize(url: string, credentials: { username: string; password: string }): Promise<URL> {
    let page = await this.open(url);
    if (page.text.includes('name="password"')) page = await this.signIn(page, credentials);
    if (page.text.includes('name="user_oauth_approval"')) page = await this.approve(page);
    const location = page.headers.get('location');
    if (location === null) throw new Error(`No answer for the app, but ${page.status}: ${page.text.slice(0, 2_000)}`);
    return new URL(location);
  }

  async #follow(page: Page): Promise<Page> {
    const location = page.headers.get('location');
    if (location === null || page.status < 300 || page.status > 399) return page;
    const target = new URL(location, page.url);
    return target.origin === new URL(page.url).origin ? this.open(target.href) : page;
  }

  #keep(setCookies: readonly string[]): void {
    for (const cookie of setCookies) {
      const [pair = '', ...attributes] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('=')).trim();
      if (
        attributes.some(
          (attribute) => /^\s*max-age=0$/i.test(attribute) || /^\s*expires=Thu, 01 Jan 1970/i.test(attribute),
        )
      )
        this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(pair.indexOf('=') + 1));
    }
  }
}

/** Hidden fields of the page's first form. */
export function hiddenFields(page: Page): Fields {
  const inputs = [...page.text.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag);
  const hidden = inputs.filter((tag) => attribute(tag, 'type') === 'hidden');
  return Object.fromEntries(hidden.map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']));
}

/** The references that can be chosen on a context selection page. */
export function choicesOf({ text }: Page): readonly string[] {
  return [...text.matchAll(/<input type="radio"[^>]*value="([^"]*)"/g)].map(([, value = '']) => value);
}

/** Where the link with this id leads. */
export function linkOn({ text, url }: Page, id: string): string {
  const href = new RegExp(`id="${id}" href="([^"]*)"`).exec(text)?.[1];
  if (href === undefined) throw new Error(`There is no link ${id} on the page.`);
  return new URL(unescape(href), url).href;
}

function checkboxNames(page: Page): readonly string[] {
  const inputs = [...page.text.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag);
  return inputs.filter((tag) => attribute(tag, 'type') === 'checkbox').map((tag) => attribute(tag, 'name') ?? '');
}

function formAction(page: Page): string {
  const tag = /<form\b[^>]*>/.exec(page.text)?.[0];
  if (tag === undefined) throw new Error(`There is no form on the page: ${page.status} ${page.text.slice(0, 500)}`);
  return attribute(tag, 'action') ?? page.url;
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescape(value);
}

function unescape(text: string): string {
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&quot;': '"',
    '&#x27;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&#x3D;': '=',
    '&#x60;': '`',
  };
  return text.replaceAll(/&(?:amp|quot|lt|gt|#x27|#x3D|#x60);/g, (entity) => entities[entity] ?? entity);
}
