import { slots, type Slot } from './slots.js';

/** A partial that prints what it is given. */
export const SLOT_PARTIAL = '<i title="{{words}}">{{words}}</i>';

/** Every place of a template for Handlebars that takes a text of the model. */
export const handlebarsSlots: readonly Slot[] = [
  ...slots({
    text: (v) => `<p>{{${v}}} and {{{${v}}}}</p>`,
    'text of a block': (v) => `<p>{{#if ${v}}}{{#with ${v} as |words|}}{{words}}{{/with}}{{/if}}</p>`,
    'text of a partial': (v) => `{{> shout words=${v} }}`,
    'text of a message': (v) => `<p title="{{message 'greeting' ${v}}}">{{{message 'greeting' ${v}}}}</p>`,
    'text in SVG': (v) => `<svg><text>{{${v}}}</text><title>{{${v}}}</title></svg><math><mi>{{${v}}}</mi></math>`,
    title: (v) => `<title>{{${v}}}</title><textarea>{{{${v}}}}</textarea>`,
    comments: (v) => `<!-- {{${v}}} --><!--{{{${v}}}}-->`,
    'attributes in quotes': (v) => `<p title="{{${v}}}" class='{{{${v}}}}' data-words="a {{${v}}} b">x</p>`,
    'attributes without quotes': (v) => `<p title={{${v}}} class = {{{${v}}}} id=a{{${v}}}>x</p>`,
    'field of a form': (v) => `<input name="a" value="{{${v}}}"><option value={{${v}}}>{{${v}}}</option>`,
  }),
  ...slots(
    {
      link: (v) => `<a href="{{${v}}}">x</a><img src='{{${v}}}'><form action={{${v}}}></form>`,
      'link, joined': (v) => `<a href="java{{${v}}}">x</a><a href=" {{${v}}}">x</a><a href="{{${v}}}{{${v}}}">x</a>`,
      'other links': (v) =>
        `<object data="{{${v}}}"></object><svg><a xlink:href="{{${v}}}"/></svg><button formaction="{{${v}}}">x</button>`,
      refresh: (v) => `<meta http-equiv="refresh" content="0;url={{${v}}}">`,
    },
    { changes: true },
  ),
  ...slots(
    {
      'texts without references': (v) => `<noscript><p title="{{${v}}}">{{${v}}}</p></noscript><xmp>{{${v}}}</xmp>`,
    },
    { changes: true },
  ),
  ...slots(
    {
      script: (v, id) =>
        `<script>/* {{${v}}} */ // {{{${v}}}}\nsaid('${id}', {{${v}}}); said('${id}', '{{${v}}}'); said('${id}', "{{{${v}}}}"); said('${id}', \`\${ {{${v}}} }\`); said('${id}', \`{{${v}}}\`);</script>`,
    },
    { says: 5 },
  ),
  ...slots(
    {
      'handler in double quotes': (v, id) =>
        `<button onclick="said('${id}', {{${v}}}); said('${id}', '{{${v}}}')">x</button>`,
      'handler in single quotes': (v, id) =>
        `<button onclick='said("${id}", {{${v}}}); said("${id}", "{{${v}}}")'>x</button>`,
    },
    { says: 2 },
  ),
  ...slots({
    'script that is data': (v) => `<script type="application/json">{"a": {{${v}}} }</script>`,
    'script that is a template': (v) => `<script type="text/template"><b title="{{${v}}}">{{{${v}}}}</b></script>`,
    'style sheet': (v) =>
      `<style>a { color: {{${v}}}; content: '{{${v}}}'; background: url({{${v}}}) } .b-{{${v}}} { top: 0 } /* {{${v}}} */ i { top: 0 }</style>`,
    'style attribute': (v) => `<p style="color: {{${v}}}; content: '{{${v}}}'">x</p>`,
  }),
];
