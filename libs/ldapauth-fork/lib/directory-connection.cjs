'use strict';
const { Client } = require('ldapts');
const { MessageSocket } = require('./message-socket.cjs');
const { openSocket } = require('./secured-socket.cjs');

/** The client insists on a URL; the connection stands already. */
const URL_OF_CLIENT = 'ldap://directory.invalid';
const SIZE_LIMIT_EXCEEDED = 4;
/** Passwords that some directories take for none at all, which would sign in nobody and be a success (RFC 4513 §5.1.2, V-71). */
const NO_PASSWORD = /^[\s\0]*$/u;

/** @throws Error by the name that passport-ldapauth knows: there is no password, or no name to bind by */
function assertBindable(dn, password) {
  if (typeof password === 'string' && !NO_PASSWORD.test(password) && typeof dn === 'string' && dn.includes('=')) return;
  throw namedError('InvalidCredentialsError', 'There is no password, or nobody to whom it belongs');
}

/** An error that is told apart by its name, as those of ldapts are. */
function namedError(name, message) {
  return Object.assign(new Error(message), { name });
}

/** One connection to a directory. It is never opened again by itself: who was bound by it would not be any more, and security would start anew. */
class DirectoryConnection {
  /** Whether an operation got no answer for so long that it was given up. */
  wasSilent = false;
  #socket;
  #client;
  #operationMilliseconds;

  /** @param {import('./ldapauth.cjs').Server} server the one that is connected to */
  constructor(server, socket, operationMilliseconds) {
    this.server = server;
    this.#operationMilliseconds = operationMilliseconds;
    this.#socket = new MessageSocket(socket);
    let isTaken = false;
    this.#client = new Client({
      url: URL_OF_CLIENT,
      timeout: operationMilliseconds,
      createConnection: () => {
        if (isTaken) throw new Error('The connection to the directory is gone');
        isTaken = true;
        return this.#socket;
      },
    });
  }

  /**
   * @param {import('./ldapauth.cjs').Server} server
   * @param {import('./ldapauth.cjs').ConnectionOptions} options
   * @throws Error no connection, or none that is the directory's
   */
  static async open(server, { ca, connectMilliseconds, operationMilliseconds }, signal) {
    const socket = await openSocket(server, { ca, milliseconds: connectMilliseconds, signal });
    return new DirectoryConnection(server, socket, operationMilliseconds);
  }

  get isOpen() {
    return this.#socket.isOpen;
  }

  /** @throws Error `InvalidCredentialsError`, or whatever else the directory says */
  async bind(dn, password, signal) {
    assertBindable(dn, password);
    await this.#run(signal, () => this.#client.bind(dn, password));
  }

  /**
   * Entries; what the directory refers to elsewhere is left out, and never followed.
   * @throws Error `SizeLimitExceededError` with the `entries` it gave, where there are more than it is willing or asked to give
   */
  async search(base, options, signal) {
    const { searchEntries } = await this.#run(signal, () => this.#client.search(base, options));
    if (this.#socket.resultCode === SIZE_LIMIT_EXCEEDED)
      throw Object.assign(namedError('SizeLimitExceededError', 'The directory found more entries than it gives'), {
        entries: searchEntries,
      });
    return searchEntries;
  }

  close() {
    this.#client.unbind().catch(() => undefined);
    this.#socket.destroy();
  }

  async #run(signal, operation) {
    const stop = () => this.#socket.destroy(new Error('The directory did not answer in time'));
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    this.#socket.begin();
    const started = performance.now();
    try {
      return await operation();
    } catch (error) {
      // By our limit, or by the end of the whole sign-in, which may come before.
      this.wasSilent ||= !this.isOpen && performance.now() - started > this.#operationMilliseconds / 2;
      throw this.#socket.reason ?? error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }
}

module.exports = { DirectoryConnection, assertBindable, namedError };
