/** A page as a browser without scripts has it. */
export interface ConsolePage {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
}

/** A browser without scripts: keeps cookies, follows redirects, and sends forms with all the fields that the page has in them. */
export class ConsoleClient {
  private readonly cookies = new Map<string, string>();
  /** The last page. */
  page: ConsolePage = { status: 0, url: '', html: '', headers: new Headers() };

  constructor(private readonly base: string) {}

  /** Cookies as the browser would send them. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async open(path: string): Promise<ConsolePage> {
    return this.follow(await this.fetch(new URL(path, this.base).href, {}));
  }

  /**
   * Sends a form of the last page.
   * @param fields what is filled in; undefined takes a field away, as an unticked box does
   * @param form which one, by its id, its action, or the name of a button in it; the first POST form that holds all fields unless told
   */
  async send(fields: Readonly<Record<string, string | undefined>>, form?: string): Promise<ConsolePage> {
    const { action, values } = this.formOf(Object.keys(fields), form);
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...values, ...fields }))
      if (value !== undefined) body.append(name, value);
    return this.post(action, body);
  }

  /** Sends a form of the last page together with a file, as browsers do (RFC 7578). */
  async upload(
    fields: Readonly<Record<string, string>>,
    file: { readonly name: string; readonly body: Buffer },
    form: string,
  ): Promise<ConsolePage> {
    const { action, values } = this.formOf([], form);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...values, ...fields })) body.append(name, value);
    body.append('jar', new Blob([new Uint8Array(file.body)]), file.name);
    const headers = { 'sec-fetch-site': 'same-origin' };
    return this.follow(await this.fetch(new URL(action, this.base).href, { method: 'POST', body, headers }));
  }

  /** A POST with exactly these fields. */
  async post(
    path: string,
    body: URLSearchParams | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ConsolePage> {
    const sent = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers };
    return this.follow(
      await this.fetch(new URL(path, this.base).href, { method: 'POST', body: String(body), headers: sent }),
    );
  }

  /** The CSRF token of the last page. */
  get csrf(): string {
    return /name="_csrf" value="([^"]+)"/.exec(this.page.html)?.[1] ?? '';
  }

  /** The words of the last page, without markup. */
  get text(): string {
    return unescaped(this.page.html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ')).replace(
      /\s+/g,
      ' ',
    );
  }

  private formOf(names: readonly string[], which: string | undefined) {
    const forms = [...this.page.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)]
      .map(([, attributes = '', inner = '']) => ({ attributes, inner }))
      .filter(({ attributes }) => /method="post"/.test(attributes));
    const found =
      which === undefined
        ? (forms.find(({ inner }) => names.every((name) => inner.includes(`name="${name}"`))) ?? forms.at(-1))
        : forms.find(({ attributes, inner }) => `${attributes} ${inner}`.includes(`"${which}"`));
    if (found === undefined)
      throw new Error(`There is no form ${which ?? ''} on ${this.page.url} (${String(this.page.status)})`);
    return {
      action: unescaped(/action="([^"]*)"/.exec(found.attributes)?.[1] ?? this.page.url),
      values: fieldsIn(found.inner),
    };
  }

  private async follow(response: Response): Promise<ConsolePage> {
    const location = response.headers.get('location');
    if (response.status === 303 && location !== null) {
      await response.text();
      return this.follow(await this.fetch(new URL(location, this.base).href, {}));
    }
    const { status, url, headers } = response;
    this.page = { status, url, headers, html: await response.text() };
    return this.page;
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string> | undefined), cookie: this.cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

/** The fields of a form with the values that they have. */
function fieldsIn(html: string): Record<string, string> {
  const values: Record<string, string> = {};
  const attribute = (tag: string, name: string): string | undefined => {
    const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
    return found === null ? undefined : unescaped(found[1] ?? '');
  };
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type') ?? 'text'];
    if (name === undefined || ['submit', 'file', 'button'].includes(type)) continue;
    if ((type === 'checkbox' || type === 'radio') && attribute(tag, 'checked') === undefined) continue;
    values[name] = attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : '');
  }
  for (const [, tag = '', text = ''] of html.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(` ${tag}>`, 'name');
    if (name !== undefined) values[name] = unescaped(text.replace(/^\n/, ''));
  }
  for (const [, tag = '', inner = ''] of html.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = attribute(` ${tag}>`, 'name');
    const options = [...inner.matchAll(/<option[^>]*>/g)].map(([option]) => option);
    const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0];
    if (name !== undefined && chosen !== undefined) values[name] = attribute(chosen, 'value') ?? '';
  }
  return values;
}

function unescaped(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, digits?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (digits !== undefined) return String.fromCodePoint(Number(digits));
    return names[name ?? ''] ?? whole;
  });
}
