/** Elements around which white space shows nothing. */
const names =
  'html head title meta link base style script body address article aside blockquote canvas dd details dialog div dl dt fieldset figcaption ' +
  'figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav noscript ol optgroup option p pre section select ' +
  'summary table caption colgroup col thead tbody tfoot tr td th ul video template br input';

export const blockElements: ReadonlySet<string> = new Set(names.split(' '));
