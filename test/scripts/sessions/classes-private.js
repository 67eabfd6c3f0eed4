class ContextResolver {
  static #instances = 0;
  #cache = new Map();
  session;
  constructor(session) { this.session = session; ContextResolver.#instances++; }
  static get count() { return ContextResolver.#instances; }
  get patient() {
    return this.#lookup('patient');
  }
  #lookup(type) {
    if (!this.#cache.has(type)) {
      const hit = [...(this.session?.defaultLaunchContexts ?? [])].find(c => c.contextType?.toLowerCase() === type);
      this.#cache.set(type, hit?.resourceId?.split('/').pop() ?? null);
    }
    return this.#cache.get(type);
  }
}
class LoudResolver extends ContextResolver {
  get patient() { const p = super.patient; Log.info(`resolver#${ContextResolver.count} patient=${p}`); return p; }
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  let r = null;
  r ??= new LoudResolver(theUserSession);
  const p = r.patient && r.patient;
  p && theUserSession.addLaunchResourceId('patient', p);
}
