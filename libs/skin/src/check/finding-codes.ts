/** What a kind of finding is. */
export interface FindingKind {
  readonly severity: 'error' | 'warning' | 'note';
  /** What is wrong, for the documentation: a sentence. */
  readonly help: string;
  /** What to do: a sentence without a full stop. */
  readonly remedy: string;
}

/** Every kind of finding, by the name that never changes. `docs/skin-findings.md` is written of it. */
export const findingCodes = {
  package: {
    severity: 'warning',
    help: 'Something about the JAR, its identity, or a file in it. The finding says how grave it is.',
    remedy: 'Pack the skin again',
  },
  'template-syntax': {
    severity: 'error',
    help: 'A template, or an expression in it, cannot be read.',
    remedy: 'Correct it; until then the built-in page is shown',
  },
  'template-refused': {
    severity: 'error',
    help: 'A template uses what no skin may: `T(…)`, `new`, `@bean`, static access, assignments and the like.',
    remedy: 'Do without it; the variables of the page have what pages need',
  },
  'template-too-large': {
    severity: 'error',
    help: 'A template is larger, or deeper, than one may be.',
    remedy: 'Make it smaller',
  },
  'template-unused': {
    severity: 'note',
    help: 'No page takes the template, and no template names it.',
    remedy: 'Name it in the property of its page, or leave it out',
  },
  'page-missing': {
    severity: 'error',
    help: 'The property of a page names a file that the skin does not have.',
    remedy: 'Correct the property, or put the file into the skin; until then the built-in page is shown',
  },
  'no-pages': {
    severity: 'warning',
    help: 'No page of the module comes of the skin: it has no file of a documented name, and no property names one.',
    remedy: 'Call the files as docs/skin-pages.md does, or name them in the properties of the module',
  },
  'page-fails': {
    severity: 'error',
    help: 'A page cannot be made with one of the models that every page is tried with: usual data, everything optional missing, hostile texts, long lists, texts from right to left.',
    remedy: 'Correct the template; until then the built-in page is shown whenever that happens',
  },
  'hostile-text': {
    severity: 'error',
    help: 'A text that somebody else wrote gets into a page as markup or as script.',
    remedy: 'Put texts of variables in by th:text, th:attr or [[…]]',
  },
  'variable-unknown': {
    severity: 'warning',
    help: 'A page reads a variable, or a field of one, that it is not given. It is null there.',
    remedy: 'docs/skin-pages.md has the variables of every page',
  },
  'object-unknown': {
    severity: 'error',
    help: 'An expression names an object (`#name`) that does not exist.',
    remedy: 'Use one of those that there are, such as #strings, #lists or #authentication',
  },
  'method-unknown': {
    severity: 'error',
    help: 'An expression calls a method that its object does not have.',
    remedy: 'Use one of the methods that Thymeleaf documents for the object',
  },
  'fragment-missing': {
    severity: 'error',
    help: 'A template puts in a fragment, or a template, that the skin does not have.',
    remedy: 'Correct the name, or put the fragment into the skin',
  },
  'fragment-optional': {
    severity: 'note',
    help: 'A fragment that the skin does not have is asked for where something else may stand in.',
    remedy: 'Leave it as it is, if that is meant',
  },
  'message-missing': {
    severity: 'warning',
    help: 'No bundle has a message: pages print `??key_language??` in its place.',
    remedy: 'Write it into messages.properties, or into the bundle of the template',
  },
  'message-untranslated': {
    severity: 'warning',
    help: 'A message is missing in a language that the skin has a bundle of: pages print it in another one.',
    remedy: 'Write it into the bundles of these languages',
  },
  'form-field-missing': {
    severity: 'error',
    help: 'A page has no form by POST with the field that it is there for: user name and password, code, decision.',
    remedy: 'Add a field of one of these names to the form',
  },
  'form-target-unknown': {
    severity: 'error',
    help: 'The form that a page is there for is posted to an address that nobody answers.',
    remedy: 'Leave out its action: the server puts in the right one',
  },
  'form-target-other': {
    severity: 'warning',
    help: 'A form is posted to an address that is none of the ones that sign-in pages have.',
    remedy: 'Check that the server answers there, or leave out its action',
  },
  'form-target-elsewhere': {
    severity: 'error',
    help: 'A form is posted to another server, which the policy of the page forbids.',
    remedy: 'Leave out its action: the server puts in the right one',
  },
  'form-get-secret': {
    severity: 'error',
    help: 'A form sends a password or a code by GET, so that it lands in addresses and logs.',
    remedy: 'Write method="post"',
  },
  'form-broken': {
    severity: 'warning',
    help: 'Forms are inside of forms, or a form has no end: browsers take its fields for those of another.',
    remedy: 'End every form before the next begins',
  },
  'unescaped-data': {
    severity: 'warning',
    help: 'th:utext or `[(…)]` of a variable. The text is shown escaped all the same: what people and apps write is never markup.',
    remedy: 'Use th:text or [[…]]; put markup into messages or into the template',
  },
  'external-host': {
    severity: 'warning',
    help: 'A page loads a file from another server that `skin.external_hosts` does not name: browsers are told not to.',
    remedy: 'Put the file below resources/, or name its server in skin.external_hosts',
  },
  'external-integrity': {
    severity: 'warning',
    help: 'A page loads a script or a style sheet from another server without `integrity`: whoever changes it there sees the passwords.',
    remedy: 'Add integrity="sha384-…" and crossorigin="anonymous", or put the file below resources/',
  },
  'file-missing': {
    severity: 'warning',
    help: 'A page, or a style sheet, loads a file that the skin does not have.',
    remedy: 'Correct the address, or put the file below resources/',
  },
  'file-not-served': {
    severity: 'warning',
    help: 'A page loads a file that is not below `resources/`, where alone files of skins are served from.',
    remedy: 'Move the file below resources/ and link it as @{/resources/…}',
  },
  'blocked-code': {
    severity: 'warning',
    help: 'The policy of the page keeps browsers from doing it: `javascript:` links, `<base>`, frames, plug-ins.',
    remedy: 'Do it by a script of the skin, or do without',
  },
  'handler-made': {
    severity: 'warning',
    help: 'An event handler is made with values. The policy of the page then no longer tells handlers apart.',
    remedy: 'Put the value into a data- attribute, and the handler into a script',
  },
  'handler-of-texts': {
    severity: 'warning',
    help: 'An event handler is joined of texts, as pages for Thymeleaf 3.0 have them; `strict`, the default, refuses to make such a page.',
    remedy: 'Write th:data-… and a script, or set skin.thymeleaf_handlers=compatible',
  },
  'old-construct': {
    severity: 'note',
    help: 'Something that Thymeleaf 3.1 no longer has. It works here.',
    remedy: 'Leave it, or write it as Thymeleaf 3.1 does',
  },
  'check-ended': {
    severity: 'warning',
    help: 'Looking at the skin took too long, so that not every page was tried.',
    remedy: 'Make the slow pages simpler, and look again',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Name of a kind of finding. */
export type FindingCode = keyof typeof findingCodes;
