import { slots, type Slot } from './slots.js';

/** The bundle of the pages made of slots. */
export const SLOT_MESSAGES = "greeting=Hello <b>{0}</b>, ''{1}''\nquoted='{0}' {0}\n";

/** A fragment that prints what it is given. */
export const SLOT_FRAGMENT = '<i th:fragment="shout(words)" th:title="${words}" th:utext="${words}">words</i>';

const texts = slots({
  text: (v) => `<p th:text="\${${v}}">x</p>`,
  'text, inlined': (v) => `<p>[[\${${v}}]] and [(\${${v}})]</p>`,
  'text, by another name': (v) => `<p th:with="words=\${${v}}" th:utext="\${words}">x</p>`,
  'text of a list': (v) => `<p th:each="words : \${ {${v}} }">[(\${words})]</p>`,
  'text of a fragment': (v) => `<i th:replace="~{:: shout(\${${v}})}">x</i>`,
  'text of an option': (v) => `<select><option th:text="\${${v}}" th:value="\${${v}}">x</option></select>`,
  'text of a cell': (v) => `<table><tr><td th:utext="\${${v}}">x</td></tr></table>`,
  'text in SVG': (v) => `<svg><text th:text="\${${v}}">x</text><title>[(\${${v}})]</title></svg>`,
  'text in MathML': (v) => `<math><mi th:utext="\${${v}}">x</mi><mtext>[[\${${v}}]]</mtext></math>`,
  'text of a template element': (v) => `<template><p th:title="\${${v}}">[[\${${v}}]]</p></template>`,
  title: (v) => `<title th:text="\${${v}}">x</title>`,
  'title, inlined': (v) => `<title>[(\${${v}})]</title>`,
  textarea: (v) => `<textarea>[[\${${v}}]]</textarea><textarea th:utext="\${${v}}">x</textarea>`,
  comments: (v) => `<!-- [[\${${v}}]] --><!--[(\${${v}})]--><!--[if IE]><p>[[\${${v}}]]</p><![endif]-->`,
});

const unescaped = slots({
  utext: (v) => `<p th:utext="\${${v}}">x</p>`,
  'utext, joined': (v) => `<p th:utext="'<b>' + \${${v}} + '</b>'">x</p><p th:utext="|<i>\${${v}}</i>|">x</p>`,
  'utext, chosen': (v) => `<p th:utext="\${${v} ?: '<b>none</b>'}">x</p><p th:utext="\${true ? ${v} : ''}">x</p>`,
  'utext of methods': (v) => `<p th:utext="\${${v}.toString()}">x</p><p th:utext="\${${v}.concat('<hr>')}">x</p>`,
  'utext of texts': (v) =>
    `<p th:utext="\${#strings.append(${v}, '<hr>')}">x</p><p th:utext="\${#strings.concat('<b>', ${v})}">x</p>`,
  'utext of lists': (v) =>
    `<p th:utext="\${#strings.listJoin({${v}, ${v}}, '<hr>')}">x</p><p th:utext="\${ { 'a': ${v} } }">x</p>`,
  'utext of a message': (v) =>
    `<p th:utext="#{greeting(\${${v}}, \${${v}})}">x</p><p th:utext="\${#messages.msg('greeting', ${v}, ${v})}">x</p>`,
  'text of a message': (v) => `<p th:text="#{greeting(\${${v}}, \${${v}})}">x</p><p>[(#{greeting(\${${v}})})]</p>`,
});

/** Elements whose content browsers do not decode, and what is written for other places. */
const changing = slots(
  {
    'text where there are no scripts': (v) => `<noscript><p th:title="\${${v}}">[[\${${v}}]]</p></noscript>`,
    'raw texts': (v) => `<xmp>[[\${${v}}]]</xmp><iframe>[(\${${v}})]</iframe><noembed>[[\${${v}}]]</noembed>`,
    'utext of what was escaped': (v) =>
      `<p th:utext="\${#strings.escapeXml(${v})}">x</p><p th:utext="\${#strings.unescapeJava(${v})}">x</p>`,
    'utext of an address': (v) =>
      `<p th:utext="@{/x(a=\${${v}})}">x</p><p th:utext="\${#uris.unescapePath(${v})}">x</p>`,
  },
  { changes: true },
);

const attributes = slots({
  'attribute in double quotes': (v) => `<p th:title="\${${v}}">x</p>`,
  'attribute in single quotes': (v) => `<p th:title='\${${v}}'>x</p>`,
  'attribute without quotes': (v) => `<p th:title=\${${v}}>x</p><p title=x th:title=\${${v}}>x</p>`,
  'attribute as data-': (v) => `<p data-th-title="\${${v}}" th:data-words="\${${v}}" th:aria-label="\${${v}}">x</p>`,
  'attributes by th:attr': (v) => `<p th:attr="data-words=\${${v}},title=|\${${v}}|,class='a ' + \${${v}}">x</p>`,
  'attributes, extended': (v) =>
    `<p class="a" th:classappend="\${${v}}" title='b' th:attrappend="title=\${${v}}" th:attrprepend="id=\${${v}}">x</p>`,
  'attributes of fields': (v) => `<input th:value="\${${v}}" th:placeholder="\${${v}}" th:name="\${${v}}">`,
  'attributes for two': (v) => `<p th:alt-title="\${${v}}" th:lang-xmllang="\${${v}}">x</p>`,
  'attributes of a message': (v) => `<p th:title="#{greeting(\${${v}})}">x</p>`,
});

/** A text of a record as the field of a form. */
function field(v: string): string {
  const [, record = '', name = ''] = /^(.*)\.(\w+)$/.exec(v) ?? [];
  if (record === '' || record.startsWith('#')) return '';
  const fields = [
    '<input th:field="*{N}">',
    '<textarea th:field="*{N}">x</textarea>',
    '<input type="checkbox" th:field="*{N}">',
  ];
  return `<form th:object="\${${record}}">${fields.join('').replaceAll('N', name)}<p th:utext="*{${name}}">x</p></form>`;
}

const links = [
  ...slots({
    'link of a text': (v) => `<a th:href="\${${v}}">x</a><img th:src="\${${v}}"><form th:action="\${${v}}"></form>`,
    'link joined of texts': (v) => `<a th:href="|\${${v}}|">x</a><a th:href="'java' + \${${v}}">x</a>`,
    'link by th:attr': (v) =>
      `<a th:attr="href=\${${v}},ping=\${${v}}">x</a><svg><a th:attr="xlink:href=\${${v}}"/></svg>`,
    'link expression': (v) => `<a th:href="@{\${${v}}}">x</a><button th:formaction="@{\${${v}}}">x</button>`,
    'link of an object': (v) => `<object th:attr="data=\${${v}}"></object><video th:poster="\${${v}}"></video>`,
    'link animated': (v) => `<svg><set attributeName="href" th:attr="to=\${${v}}"/></svg>`,
    refresh: (v) => `<meta http-equiv="refresh" th:content="|0;url=\${${v}}|"><link rel="icon" th:href="\${${v}}">`,
  }),
  ...slots({ 'parameter of a link': (v) => `<a th:href="@{/x(a=\${${v}})}">x</a>` }, { address: 'parameter' }),
  ...slots(
    {
      'path of a link': (v) => `<a th:href="@{/x/{id}(id=\${${v}})}">x</a>`,
      'path of a link, joined': (v) => `<a th:href="@{|/x/\${#uris.escapePathSegment(${v})}|}">x</a>`,
    },
    { address: 'path' },
  ),
];

const scripts = [
  ...slots(
    {
      'script in JavaScript': (v, id) =>
        `<script th:inline="javascript">said('${id}', [[\${${v}}]]); said('${id}', /*[[\${${v}}]]*/ 'default'); said('${id}', [(\${${v}})]);</script>`,
      'script as HTML': (v, id) =>
        `<script>said('${id}', [[\${${v}}]]); said('${id}', '[[\${${v}}]]'); said('${id}', [(\${${v}})]);</script>`,
    },
    { says: 3 },
  ),
  ...slots(
    {
      'literals of a script': (v, id) =>
        `<script th:inline="javascript">said('${id}', '[[\${${v}}]]'); said('${id}', "[[\${${v}}]]"); said('${id}', \`[[\${${v}}]]\`); said('${id}', '[(\${${v}})]'); said('${id}', "[(\${${v}})]"); said('${id}', \`[(\${${v}})]\`);</script>`,
    },
    { says: 6 },
  ),
  ...slots(
    {
      'comments of a script': (v, id) =>
        `<script th:inline="javascript">// [[\${${v}}]] [(\${${v}})]\n/* it is [[\${${v}}]] [(\${${v}})] */\nsaid('${id}', [[\${${v}}]]);</script>`,
      'script with blocks': (v, id) =>
        `<script th:inline="javascript">[# th:if="\${true}"]said('${id}', [[\${${v}}]]);[/]</script>`,
      'script as text': (v, id) => `<script th:inline="text">said('${id}', '[(\${${v}})]');</script>`,
      'script of a map': (v, id) =>
        `<script th:inline="javascript">var map = [[\${ { 'key': ${v} } }]]; said('${id}', map.key);</script>`,
      'handler of a value': (v, id) => `<button th:onclick="said('${id}', [[\${${v}}]])">x</button>`,
      'handler of a literal': (v, id) => `<button th:onclick="said('${id}', '[[\${${v}}]]')">x</button>`,
    },
    { says: 1 },
  ),
  ...slots({
    'script that is a text': (v) => `<script th:text="|\${${v}}|"></script><script th:utext="|\${${v}}|"></script>`,
    'script that is data': (v) =>
      `<script type="application/json">{"a": [[\${${v}}]]}</script><script type="text/template"><b>[[\${${v}}]]</b>[(\${${v}})]</script>`,
  }),
];

const styles = slots({
  'style sheet': (v) =>
    `<style th:inline="css">a { color: [[\${${v}}]]; content: '[[\${${v}}]]'; top: [(\${${v}})] } .b-[[\${${v}}]] { top: 0 } /* [[\${${v}}]] */ i { top: 0 }</style>`,
  'style sheet as HTML': (v) =>
    `<style>a { color: [[\${${v}}]]; content: "[(\${${v}})]"; background: url([[\${${v}}]]) } i { top: 0 }</style>`,
  'style sheet that is a text': (v) => `<style th:text="\${${v}}"></style><style th:utext="|i{\${${v}}}|"></style>`,
  'style attribute': (v) =>
    `<p th:style="|color: \${${v}}|" style="top: 0" th:styleappend="\${${v}}">x</p><p th:attr="style=\${${v}}">x</p>`,
  'style attribute, joined': (v) =>
    `<p style="content: 'a" th:attrappend="style=|\${${v}}'; top: \${${v}}|" th:attrprepend="style='left: ' + \${${v}} + ';'">x</p>`,
  'style sheet in SVG': (v) => `<svg><style>[[\${${v}}]]</style></svg>`,
});

/** Every place of a Thymeleaf template that takes a text of the model. */
export const thymeleafSlots: readonly Slot[] = [
  ...texts,
  ...unescaped,
  ...changing,
  ...attributes,
  ...slots({ 'field of a form': (v) => field(v) }),
  ...links,
  ...scripts,
  ...styles,
];

/** Where a template may put what stands in the address of the page: nowhere as it is. */
export const parameterSlots: readonly Slot[] = [
  ...slots({
    'parameter as text': (v) => `<p th:text="\${${v}}">x</p><p>[[\${${v}}]]</p><title>[[\${${v}}]]</title>`,
    'parameter in an attribute': (v) => `<p th:title="\${${v}}" th:class=\${${v}}>x</p><input th:value="\${${v}}">`,
    'parameter in a comment': (v) => `<!-- [[\${${v}}]] --><textarea>[[\${${v}}]]</textarea>`,
    'parameter in a message': (v) => `<p th:text="#{greeting(\${${v}})}">x</p>`,
    'parameter in a style sheet': (v) =>
      `<style th:inline="css">a { color: [[\${${v}}]]; content: '[[\${${v}}]]' }</style>`,
  }),
  ...slots({ 'parameter in a link': (v) => `<a th:href="@{/x(a=\${${v}})}">x</a>` }, { address: 'parameter' }),
  ...slots(
    {
      'parameter in a script': (v, id) =>
        `<script th:inline="javascript">/* [[\${${v}}]] */ said('${id}', [[\${${v}}]]); said('${id}', '[[\${${v}}]]');</script>`,
    },
    { says: 2 },
  ),
];

/** What is wrong with a form, which templates reach by `#fields` alone. */
export const errorSlots: readonly Slot[] = slots({
  'mistakes of a form': () =>
    '<form th:object="${form}"><p th:each="one : ${#fields.globalErrors()}" th:utext="${one}">x</p><p th:each="one : ${#fields.allErrors()}">[(${one})]</p></form>',
  'mistakes of a form, listed': () => '<form th:object="${form}"><p th:errors="*{global}">x</p></form>',
});

/** Handlers that are joined of texts, as pages for Thymeleaf 3.0 have them. */
export const compatibleSlots: readonly Slot[] = slots(
  {
    'handler, joined': (v, id) => `<button th:onclick="|said('${id}', '\${${v}}')|">x</button>`,
    'handler, added up': (v, id) => `<button th:onclick="'said(\\'${id}\\', \\'' + \${${v}} + '\\')'">x</button>`,
    'handler by th:attr': (v, id) => `<button th:attr="onclick=|said('${id}', '\${${v}}')|">x</button>`,
  },
  { says: 1 },
);
