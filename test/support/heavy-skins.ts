/** Skins that are as much work as their limits let them be, by what is much of them: files by their paths. */
export const heavySkins: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  'messages in one bundle': () => ({ ...PAGE, 'messages.properties': lines(1_900_000, (at) => `k${String(at)}=v`) }),
  'messages as many as may be': () => ({
    ...PAGE,
    ...Object.fromEntries(many(20, (at) => [`f${String(at)}/messages.properties`, bundle(at, 10_000)])),
  }),
  'empty lines as many as may be': () => ({ ...PAGE, 'messages.properties': '\n'.repeat(1_048_576) }),
  'continued lines as many as may be': () => ({ ...PAGE, 'messages.properties': 'a\\\n'.repeat(349_000) }),
  'one key as often as may be': () => ({ ...PAGE, 'messages.properties': 'a=\n'.repeat(349_000) }),
  'escapes as many as may be': () => ({ ...PAGE, 'messages.properties': `a=${'\\u0041'.repeat(174_000)}` }),
  'bundles of empty lines': () => ({ ...PAGE, 'messages.properties': '\n'.repeat(19_000_000) }),
  'bundles of escapes': () => ({ ...PAGE, 'messages.properties': `a=${'\\u0041'.repeat(3_000_000)}` }),
  'bundles beside each other': () => ({
    ...PAGE,
    ...Object.fromEntries(many(400, (at) => [`f${String(at)}/messages.properties`, bundle(at, 1_000)])),
  }),
  'messages that are missing in languages': () => ({
    'userlogin.html': lines(2_000, (at) => `<p th:text="#{m${String(at)}}"></p>`),
    ...Object.fromEntries(many(50, (at) => [`messages_${language(at)}.properties`, 'a=b'])),
  }),
  'fragments of one template that are missing': () => ({
    'userlogin.html': lines(200, (at) => `<p th:insert="~{foot :: x${String(at)}}"></p>`),
    'foot.html': '<b>x</b>'.repeat(9_000),
  }),
  'templates that are missing': () => ({
    'userlogin.html': lines(200, (at) => `<p th:insert="~{${'a'.repeat(36)}${String(at)}}"></p>`),
    ...Object.fromEntries(many(300, (at) => [`${'b'.repeat(31)}${String(at)}.html`, '<p></p>'])),
  }),
  'variables that are unknown': () => ({
    'userlogin.html': lines(900, (at) => `<p th:text="\${${'v'.repeat(36)}${String(at)}}"></p>`),
  }),
  'methods that are unknown': () => ({
    'userlogin.html': lines(900, (at) => `<p th:text="\${#strings.${'m'.repeat(12)}${String(at)}()}"></p>`),
  }),
  'loops in loops': () => ({
    'userlogin.html': `<i th:each="a : \${#numbers.sequence(1,9999)}"><i th:each="b : \${#numbers.sequence(1,9999)}" th:text="\${b}"></i></i>`,
  }),
};

const PAGE = { 'userlogin.html': '<p th:text="#{a}"></p>' };

function many<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function lines(count: number, make: (at: number) => string): string {
  return many(count, make).join('\n');
}

/** Each has keys of its own. */
function bundle(place: number, count: number): string {
  return lines(count, (at) => `k${String(place)}.${String(at)}=v`);
}

function language(at: number): string {
  return `a${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`;
}
