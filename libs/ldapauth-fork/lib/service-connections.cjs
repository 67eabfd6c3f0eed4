'use strict';
const { DirectoryConnection } = require('./directory-connection.cjs');
const { DirectoryServers } = require('./directory-servers.cjs');

/** Searches that may wait for a connection; more are refused at once (F-22). */
const MOST_WAITING = 100;
/** A connection that nobody needed for so long is closed: firewalls forget it silently. */
const IDLE_MILLISECONDS = 60_000;

/**
 * The connections by which the system user searches: opened when they are needed, kept for a while, and never more than allowed. One that breaks is
 * gone; the next search opens another, so that a directory that comes back is used at once (F-22). People's own connections are opened here too, for
 * what is known of the servers counts for both.
 */
class ServiceConnections {
  #options;
  #servers;
  #idle = [];
  #waiting = [];
  #count = 0;
  #isRetired = false;
  #isClosed = false;

  /** @param {import('./ldapauth.cjs').ServiceOptions} options */
  constructor(options) {
    this.#options = options;
    this.#servers = new DirectoryServers(options.connection.servers);
  }

  /** Connections there are, and are being opened. */
  get size() {
    return this.#count;
  }

  /**
   * Runs work by a connection of the system user. Work whose connection had been idle, and broke, is done once more by a new one.
   * @template Result @param {(connection: DirectoryConnection) => Promise<Result>} work @returns {Promise<Result>}
   */
  async use(work, signal) {
    const { connection, wasIdle } = await this.#take(signal);
    try {
      return await work(connection);
    } catch (error) {
      if (!wasIdle || connection.isOpen) throw error;
      // The others have been idle on the same way to the same directory.
      for (const each of this.#idle.splice(0)) this.#drop(each);
      if (signal?.aborted) throw error;
    } finally {
      this.#giveBack(connection);
    }
    return this.use(work, signal);
  }

  /**
   * Runs work by a connection by which nobody is bound, and which is closed afterwards.
   * @template Result @param {(connection: DirectoryConnection) => Promise<Result>} work @returns {Promise<Result>}
   */
  async useAnother(work, signal) {
    const connection = await this.#servers.connect((server, ending) => this.#connect(server, ending), signal);
    try {
      return await work(connection);
    } finally {
      this.#end(connection);
    }
  }

  /** Closes what is idle now, and from now on what is in use when it is given back. Whoever still has work may do it. */
  retire() {
    this.#isRetired = true;
    for (const each of this.#idle.splice(0)) this.#drop(each);
  }

  /** The same, and whatever work is asked for is refused. */
  close() {
    this.#isClosed = true;
    this.retire();
    for (const { give } of this.#waiting.splice(0)) give();
  }

  async #take(signal) {
    for (;;) {
      if (this.#isClosed) throw new Error('The directory is not used any more');
      if (signal?.aborted) throw new Error('No connection to the directory came free in time');
      const connection = this.#idle.pop();
      if (connection !== undefined && !connection.isOpen) this.#drop(connection);
      else if (connection !== undefined) return { connection: this.#awake(connection), wasIdle: true };
      else if (this.#count < this.#options.most) return { connection: await this.#open(signal), wasIdle: false };
      else await this.#turn(signal);
    }
  }

  async #open(signal) {
    this.#count += 1;
    try {
      return await this.#servers.connect((server, ending) => this.#bound(server, ending), signal);
    } catch (error) {
      this.#count -= 1;
      this.#next();
      throw error;
    }
  }

  async #bound(server, signal) {
    const connection = await this.#connect(server, signal);
    try {
      await this.#bind(connection, signal);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  #connect(server, signal) {
    return DirectoryConnection.open(server, this.#options.connection, signal);
  }

  /** A directory that refuses the system user is out of order: nobody's password was wrong. */
  async #bind(connection, signal) {
    const { service } = this.#options;
    if (service === undefined) return;
    try {
      await connection.bind(service.dn, service.password, signal);
    } catch (error) {
      throw Object.assign(new Error(`The directory did not take the system user: ${error.message}`, { cause: error }), {
        name: 'SystemUserRefusedError',
      });
    }
  }

  #turn(signal) {
    if (this.#waiting.length >= MOST_WAITING) throw new Error('Too many wait for a connection to the directory');
    return new Promise((resolve) => {
      const waiting = { give: () => give() };
      const give = () => {
        signal?.removeEventListener('abort', give);
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        resolve();
      };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', give, { once: true });
    });
  }

  #giveBack(connection) {
    if (this.#isRetired || !connection.isOpen) this.#drop(connection);
    else {
      this.#idle.push(connection);
      connection.idleTimer = setTimeout(() => this.#retire(connection), IDLE_MILLISECONDS).unref();
    }
    this.#next();
  }

  #awake(connection) {
    clearTimeout(connection.idleTimer);
    return connection;
  }

  #retire(connection) {
    if (!this.#idle.includes(connection)) return;
    this.#idle = this.#idle.filter((each) => each !== connection);
    this.#drop(connection);
  }

  #drop(connection) {
    clearTimeout(connection.idleTimer);
    this.#end(connection);
    this.#count -= 1;
    this.#next();
  }

  #end(connection) {
    if (connection.wasSilent) this.#servers.failed(connection.server);
    connection.close();
  }

  #next() {
    this.#waiting[0]?.give();
  }
}

module.exports = { ServiceConnections };
