/** Names of U+00A0 to U+00FF, in this order. */
const latin = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil ' +
  'sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave ' +
  'Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute ' +
  'acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml ' +
  'divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

const named: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", euro: '€', trade: '™', hellip: '…' }),
  ...Object.entries({ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', sbquo: '‚', bdquo: '„' }),
  ...Object.entries({ bull: '•', dagger: '†', lsaquo: '‹', rsaquo: '›', larr: '←', rarr: '→', uarr: '↑', darr: '↓' }),
  ...Object.entries({ OElig: 'Œ', oelig: 'œ', Scaron: 'Š', scaron: 'š', Yuml: 'Ÿ', ensp: '\u2002', emsp: '\u2003' }),
  ...Object.entries({ thinsp: '\u2009', zwnj: '\u200c', zwj: '\u200d', lrm: '\u200e', rlm: '\u200f', minus: '−' }),
  ...Object.entries({ colon: ':', semi: ';', comma: ',', period: '.', excl: '!', quest: '?', num: '#', dollar: '$' }),
  ...Object.entries({ percnt: '%', ast: '*', plus: '+', equals: '=', sol: '/', bsol: '\\', commat: '@', lowbar: '_' }),
  ...Object.entries({ lpar: '(', rpar: ')', lsqb: '[', lbrack: '[', rsqb: ']', rbrack: ']', lcub: '{', lbrace: '{' }),
  ...Object.entries({ rcub: '}', rbrace: '}', vert: '|', verbar: '|', grave: '`', Hat: '^', Tab: '\t', NewLine: '\n' }),
  ...latin.map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
]);

/** The text that markup stands for: numeric references, and the names that templates use. What is no reference stays as it is. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#?[0-9A-Za-z]{1,12});/g, (whole, reference: string) => meaning(reference) ?? whole);
}

function meaning(reference: string): string | undefined {
  if (!reference.startsWith('#')) return named.get(reference);
  const hexadecimal = /^#[xX][0-9a-fA-F]{1,6}$/.test(reference);
  if (!hexadecimal && !/^#[0-9]{1,7}$/.test(reference)) return undefined;
  return character(hexadecimal ? parseInt(reference.slice(2), 16) : parseInt(reference.slice(1), 10));
}

/** U+FFFD where there is no such character, as browsers do. */
function character(code: number): string {
  const none = code === 0 || code > 0x10_ff_ff || (code >= 0xd800 && code <= 0xdfff);
  return none ? '\ufffd' : String.fromCodePoint(code);
}
