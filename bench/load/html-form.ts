/** A form on a page, as far as a browser needs it to send it. */
export interface HtmlForm {
  /** Absent: the page's own address. */
  readonly action: string | undefined;
  /** Hidden fields with their values. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly checkboxes: readonly string[];
  /** Whether the page asks for a password: a sign-in page. */
  readonly asksPassword: boolean;
}

/** The first form of a page; undefined when there is none. */
export function readForm(html: string): HtmlForm | undefined {
  const form = /<form\b[^>]*>/.exec(html)?.[0];
  if (form === undefined) return undefined;
  const inputs = [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => ({
    type: attribute(tag, 'type'),
    name: attribute(tag, 'name') ?? '',
    value: attribute(tag, 'value') ?? '',
  }));
  return {
    action: attribute(form, 'action'),
    hidden: Object.fromEntries(inputs.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value])),
    checkboxes: inputs.filter(({ type }) => type === 'checkbox').map(({ name }) => name),
    asksPassword: inputs.some(({ type }) => type === 'password'),
  };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll(/&(?:amp|quot|lt|gt|#x27|#x3D|#x60);/g, (entity) => ENTITIES[entity] ?? entity);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&#x27;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};
