'use strict';
const { EventEmitter } = require('node:events');
const { elementLength, readMessage } = require('./message-form.cjs');

/** What one operation may bring: entries of a person and of some hundred groups are a tenth of it. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_MESSAGES = 2_000;

/**
 * A socket as ldapts wants one, over a connection that stands already. It hands over one whole and well-formed message at a time, and ends the
 * connection where the directory sends anything else, or more than any operation of ours needs (V-73, F-22).
 */
class MessageSocket extends EventEmitter {
  connecting = false;
  readyState = 'open';
  /** Of the operation under way; undefined until the directory has ended it. */
  resultCode = undefined;
  /** Why the connection was ended by us. */
  reason = undefined;
  #socket;
  #chunks = [];
  #buffered = 0;
  #wanted = 2;
  #bytes = 0;
  #messages = 0;

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', (error) => this.listenerCount('error') > 0 && this.emit('error', error));
    socket.on('end', () => this.emit('end'));
    socket.on('close', () => this.#closed());
  }

  get isOpen() {
    return this.readyState === 'open';
  }

  /** Bounds start again: another operation begins. */
  begin() {
    this.resultCode = undefined;
    this.#bytes = this.#messages = 0;
  }

  write(bytes, callback) {
    return this.#socket.write(bytes, callback);
  }

  end() {
    this.#socket.end();
  }

  /** @param {Error} [reason] */
  destroy(reason) {
    this.reason ??= reason;
    this.#socket.destroy();
    // Whoever waits for an answer hears of it at once, not when the system has closed the connection.
    this.#closed();
  }

  #closed() {
    if (!this.isOpen) return;
    this.readyState = 'closed';
    this.emit('close');
  }

  #receive(bytes) {
    this.#chunks.push(bytes);
    this.#buffered += bytes.length;
    this.#bytes += bytes.length;
    try {
      if (this.#bytes > MOST_BYTES) throw new Error('The directory sent more than any answer needs');
      this.#handOver();
    } catch (error) {
      this.destroy(error);
    }
  }

  #handOver() {
    while (this.isOpen && this.#buffered >= this.#wanted) {
      const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#wanted = this.#wantedOf(bytes);
      const isWhole = bytes.length >= this.#wanted && this.#wanted > 0;
      this.#chunks = [isWhole ? bytes.subarray(this.#wanted) : bytes];
      if (!isWhole) return;
      const message = bytes.subarray(0, this.#wanted);
      this.#buffered -= this.#wanted;
      this.#wanted = 2;
      this.#pass(message);
    }
  }

  /** Bytes until the next message is whole, or until its length can be told. */
  #wantedOf(bytes) {
    const length = elementLength(bytes);
    if (length === undefined) return 2 + (bytes[1] & 0x7f);
    if (length > MOST_BYTES) throw new Error('The directory sent more than any answer needs');
    return length;
  }

  #pass(bytes) {
    this.#messages += 1;
    if (this.#messages > MOST_MESSAGES) throw new Error('The directory sent more entries than any answer needs');
    const message = readMessage(bytes);
    // Unsolicited: the directory says that it ends the connection (RFC 4511 §4.4.1).
    if (message.id === 0) throw new Error('The directory ended the connection');
    if (message.resultCode !== undefined) this.resultCode = message.resultCode;
    this.emit('data', message.bytes);
  }
}

module.exports = { MessageSocket };
