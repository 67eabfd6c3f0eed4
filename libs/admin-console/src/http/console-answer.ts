/** What the frame around a page says. */
export interface PageHead {
  readonly title: string;
  /** Path of the menu entry that the page belongs to, such as `/clients`. */
  readonly section?: string;
  /** Links above the title, from the outermost in. */
  readonly crumbs?: readonly { readonly label: string; readonly href: string }[];
}

/** A page: a template of `views/admin` and what it prints. */
export interface PageAnswer {
  readonly kind: 'page';
  readonly view: string;
  readonly head: PageHead;
  readonly model: object;
  readonly status?: number;
  readonly cookies?: readonly string[];
}

/** The browser goes on to another page of the console, by GET. */
export interface RedirectAnswer {
  readonly kind: 'redirect';
  /** Path and query below the console. */
  readonly to: string;
  readonly cookies?: readonly string[];
}

/** A file to be saved. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly fileName: string;
  readonly mediaType: string;
  readonly body: string | AsyncIterable<string>;
}

/** What a controller of the console gives back. */
export type ConsoleAnswer = PageAnswer | RedirectAnswer | FileAnswer;

/** A page with status 200. */
export function page(view: string, head: PageHead, model: object, more: Pick<PageAnswer, 'status'> = {}): PageAnswer {
  return { kind: 'page', view, head, model, ...more };
}

/** On to a page, which says what was done where `notice` names it (`pages/notices.ts`). */
export function goTo(to: string, notice?: string): RedirectAnswer {
  if (notice === undefined) return { kind: 'redirect', to };
  return { kind: 'redirect', to: `${to}${to.includes('?') ? '&' : '?'}done=${notice}` };
}
