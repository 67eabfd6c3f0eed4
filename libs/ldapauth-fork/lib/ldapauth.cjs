'use strict';
const { EventEmitter } = require('node:events');
const { randomBytes } = require('node:crypto');
const { DirectoryConnection, assertBindable, namedError } = require('./directory-connection.cjs');
const { anyOf, filterOfIds, searchFilter } = require('./search-filter.cjs');
const { ServiceConnections } = require('./service-connections.cjs');

/** What directories answer to a bind where the password is not taken, beside that it is wrong: no password, locked, too many tries. */
const REFUSALS = [
  'InvalidCredentialsError',
  'InappropriateAuthError',
  'UnwillingToPerformError',
  'ConstraintViolationError',
  'NoSuchObjectError',
];

/** Of one name, asked for together: more than a query ever finds that is meant for one person. */
const MOST_ENTRIES = 10;

/**
 * Stands in for the engine of passport-ldapauth, which makes one for each attempt: finds the entry of a name as the system user, and binds as it by a
 * connection of its own.
 */
class LdapAuth extends EventEmitter {
  #options;

  /** @param {import('./ldapauth.cjs').Options} options */
  constructor(options) {
    super();
    this.#options = options;
  }

  /**
   * @param {(error: Error | null, entry?: import('./ldapauth.cjs').Entry) => void} callback `NoSuchObjectError` and `InvalidCredentialsError` are
   *   refusals, which passport-ldapauth tells from failures by their names
   */
  authenticate(username, password, callback) {
    this.#judge(username, password).then(
      (entry) => callback(null, entry),
      (error) => callback(error),
    );
  }

  /** Nothing is open after an attempt: the connections of the system user belong to the module. */
  close(callback) {
    callback?.();
  }

  async #judge(username, password) {
    assertBindable('uid=', password);
    const entry = await this.#find(username);
    const { mayBind } = this.#options;
    const isTried = entry !== undefined && (mayBind === undefined || (await mayBind(entry)));
    if (!isTried) return this.#pretend(password);
    await this.#bind(entry.dn, password);
    return entry;
  }

  async #find(username) {
    const { connections, search, signal } = this.#options;
    const options = {
      ...{ scope: 'sub', sizeLimit: MOST_ENTRIES, derefAliases: 'never' },
      filter: searchFilter(search.filter, [username]),
      attributes: [...search.attributes],
      explicitBufferAttributes: [...(search.binaryAttributes ?? [])],
    };
    const found = await connections
      .use((connection) => connection.search(search.base, options, signal), signal)
      .catch(entriesOrRethrow);
    // Nobody is signed in by a name that several people have (V-70); of so many that others may be missing nobody is meant.
    const meant =
      found.length > 1 && found.length < MOST_ENTRIES
        ? found.filter((entry) => this.#options.isMeant?.(entry) === true)
        : found;
    if (meant.length === 1) return meant[0];
    this.#options.onUnknown?.(
      found.length === 0 ? 'nobody' : 'ambiguous',
      found.map(({ dn }) => dn),
    );
    return undefined;
  }

  async #bind(dn, password) {
    const { connections, signal } = this.#options;
    try {
      await connections.useAnother((connection) => connection.bind(dn, password, signal), signal);
    } catch (error) {
      throw REFUSALS.includes(error.name) ? Object.assign(error, { name: 'InvalidCredentialsError' }) : error;
    }
  }

  /** Who is not known, or refused before, takes as long as who is, and may not be told apart by a name that could exist (V-56). */
  async #pretend(password) {
    const { search } = this.#options;
    const nobody = `cn=${randomBytes(16).toString('hex')}${search.base === '' ? '' : `,${search.base}`}`;
    await this.#bind(nobody, password).catch((error) => {
      if (error.name !== 'InvalidCredentialsError') throw error;
    });
    throw namedError('NoSuchObjectError', 'no such user');
  }
}

/** More than one entry is enough to know. A base that does not exist is a mistake of the configuration, and no answer about a person. */
function entriesOrRethrow(error) {
  if (error.name === 'SizeLimitExceededError' && error.entries.length > 1) return error.entries;
  if (error.name === 'NoSuchObjectError')
    throw namedError('NoSuchBaseError', 'The search base does not exist in the directory');
  throw error.name === 'InvalidCredentialsError' ? namedError('SearchRefusedError', error.message) : error;
}

module.exports = Object.assign(LdapAuth, { ServiceConnections, DirectoryConnection, anyOf, filterOfIds, searchFilter });
