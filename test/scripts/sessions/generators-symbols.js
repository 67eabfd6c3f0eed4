function* contexts(str) {
  let i = 0;
  for (const piece of str.split('|')) {
    const [k, v] = piece.split('^');
    if (!v) { yield* []; continue; }
    yield [k.trim(), v.trim(), ++i];
  }
}
const bag = {
  items: [],
  *[Symbol.iterator]() { yield* this.items; },
  get size() { return this.items.length; },
  ['add' + 'All'](it) { for (const x of it) this.items.push(x); return this; }
};
const tag = (s, ...v) => s.raw.map((x, i) => x + (i < v.length ? `<${v[i]}>` : '')).join('');

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  bag.items.length = 0;
  bag.addAll(contexts(theAuthorizationRequestDetails.getLaunch() || ''));
  for (const [type, id] of bag) theUserSession.addLaunchResourceId(type, id);
  Log.info(tag`have ${bag.size} contexts\n`);
}
