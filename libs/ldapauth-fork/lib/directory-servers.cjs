'use strict';

/** Within so long every server of a module is being tried: a sign-in ends after 4.5 seconds. */
const ALL_TRIED_MILLISECONDS = 2_000;
/** So long a server that failed or was late is asked after the others. */
const AWAY_MILLISECONDS = 60_000;

/**
 * The servers of one directory, and which of them failed lately. One that swallows what it is sent costs those who ask a short time, and others none:
 * the next server is tried beside it, the first that answers is taken, and for a while the silent one is asked last.
 */
class DirectoryServers {
  #servers;
  /** By server, on a clock that never goes back; who is not in it answered last time, or was never asked. */
  #awayUntil = new Map();

  /** @param {readonly import('./ldapauth.cjs').Server[]} servers in the order that the administrator wants */
  constructor(servers) {
    this.#servers = servers;
  }

  /**
   * What the first server to answer is used by.
   * @template Connection
   * @param {(server: import('./ldapauth.cjs').Server, signal: AbortSignal) => Promise<Connection & { close(): void }>} open
   * @param {AbortSignal} [signal]
   * @returns {Promise<Connection>}
   * @throws Error none is to be had
   */
  async connect(open, signal) {
    const decided = new AbortController();
    const ending = AbortSignal.any([decided.signal, ...(signal === undefined ? [] : [signal])]);
    const servers = this.#inOrder();
    const tries = [];
    let taken;
    try {
      for (const server of servers) {
        tries.push(this.#try(server, open, ending));
        taken = await this.#soon(server, tries, ALL_TRIED_MILLISECONDS / servers.length);
        if (taken !== undefined || ending.aborted) break;
      }
      taken ??= await Promise.any(tries);
      return taken;
    } catch ({ errors }) {
      throw failureOf(servers, errors);
    } finally {
      decided.abort();
      for (const each of tries)
        each.then((connection) => connection !== taken && connection.close()).catch(() => undefined);
    }
  }

  /** It did not answer what it was asked. */
  failed(server) {
    this.#awayUntil.set(server, performance.now() + AWAY_MILLISECONDS);
  }

  /** One caller finds out whether a server is back; the others do not wait for that. */
  #inOrder() {
    const now = performance.now();
    const well = this.#servers.filter((server) => (this.#awayUntil.get(server) ?? 0) <= now);
    for (const server of well) if (this.#awayUntil.has(server)) this.failed(server);
    return [...well, ...this.#servers.filter((server) => !well.includes(server))];
  }

  async #try(server, open, ending) {
    try {
      const connection = await open(server, ending);
      this.#awayUntil.delete(server);
      return connection;
    } catch (error) {
      if (!ending.aborted) this.failed(server);
      throw error;
    }
  }

  /** The first of the connections; undefined when all have failed, or the time of the newest is over. */
  async #soon(newest, tries, milliseconds) {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => {
        this.failed(newest);
        resolve();
      }, milliseconds);
    });
    try {
      return await Promise.race([Promise.any(tries).catch(() => undefined), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Of several servers each is told with its name. */
function failureOf(servers, errors) {
  const last = errors.at(-1) ?? new Error('No directory is named');
  if (servers.length < 2) return last;
  const texts = errors.map(({ message }, index) => `${servers[index].host}:${String(servers[index].port)} ${message}`);
  return Object.assign(new Error(texts.join('; '), { cause: last }), { name: last.name });
}

module.exports = { DirectoryServers };
