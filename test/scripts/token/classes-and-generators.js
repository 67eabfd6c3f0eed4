class Resolver {
  #known = { 'abc-123': '31' };
  static of() { return new Resolver(); }
  *ids(launch) { yield this.#known[launch]; }
}
function onTokenGenerating(s, { launch }) { for (const id of Resolver.of().ids(launch)) s.addLaunchResourceId('patient', id); }
