'use strict';
const net = require('node:net');
const tls = require('node:tls');
const { elementLength, readMessage } = require('./message-form.cjs');

/** ExtendedRequest 1.3.6.1.4.1.1466.20037 as message 1 (RFC 4511 §4.14.1). */
const START_TLS = Buffer.concat([
  Buffer.from([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16]),
  Buffer.from('1.3.6.1.4.1.1466.20037', 'latin1'),
]);
const MOST_ANSWER_BYTES = 4_096;

/**
 * Connects to a directory, and secures the connection before anybody can send anything by it. StartTLS is asked for here and not by ldapts: what came
 * before the handshake must be forgotten as a whole, or somebody on the way could begin an answer that counts as the directory's own afterwards.
 *
 * @param {{ host: string, port: number, security: 'tls' | 'start-tls' | 'none' }} server
 * @param {{ ca?: string, milliseconds: number, signal?: AbortSignal }} options
 * @returns {Promise<net.Socket>}
 * @throws Error no connection, or none that is the directory's
 */
async function openSocket(server, { ca, milliseconds, signal }) {
  const { host, port, security } = server;
  const name = net.isIP(host) === 0 ? { servername: host } : {};
  const identity = { host, ...name, ...(ca !== undefined && { ca }), minVersion: 'TLSv1.2' };
  const ending = AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal === undefined ? [] : [signal])]);
  if (security === 'tls') return opened(tls.connect({ ...identity, port }), 'secureConnect', ending);
  const socket = await opened(net.connect({ host, port }), 'connect', ending);
  if (security === 'none') return socket;
  try {
    await startTls(socket, ending);
    return await opened(tls.connect({ ...identity, socket }), 'secureConnect', ending);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** The socket when it says that it is ready. */
function opened(socket, ready, ending) {
  socket.setNoDelay?.(true);
  socket.setKeepAlive?.(true, 15_000);
  return until(socket, ending, (done) => {
    const finish = () => done(undefined, socket);
    socket.once(ready, finish);
    return () => socket.removeListener(ready, finish);
  });
}

function startTls(socket, ending) {
  socket.write(START_TLS);
  let received = Buffer.alloc(0);
  return until(socket, ending, (done) => {
    const receive = (bytes) => {
      received = Buffer.concat([received, bytes]);
      try {
        if (isWholeAnswer(received)) done();
      } catch (error) {
        done(error);
      }
    };
    socket.on('data', receive);
    return () => {
      socket.removeListener('data', receive);
      socket.pause();
    };
  });
}

/** @throws Error the directory refuses, or something came with its answer */
function isWholeAnswer(received) {
  const length = elementLength(received);
  if ((length ?? 0) > MOST_ANSWER_BYTES || received.length > MOST_ANSWER_BYTES)
    throw new Error('The directory answered StartTLS with too much');
  if (length === undefined || received.length < length) return false;
  if (received.length > length) throw new Error('Something was sent between StartTLS and its handshake');
  const { id, resultCode } = readMessage(received);
  if (id !== 1 || resultCode !== 0) throw new Error(`The directory refused StartTLS (result ${String(resultCode)})`);
  return true;
}

/** Waits for what `begin` waits for, as long as the socket stands and time is left; otherwise the socket is gone. */
function until(socket, ending, begin) {
  return new Promise((resolve, reject) => {
    const done = (error, value) => {
      forget();
      ending.removeEventListener('abort', late);
      socket.removeListener('error', done);
      socket.removeListener('close', closed);
      if (error === undefined || error === null) return resolve(value);
      // Whatever else happens to it concerns nobody.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const late = () => done(new Error('The directory did not answer in time'));
    const closed = () => done(new Error('The directory closed the connection'));
    const forget = begin(done);
    socket.once('error', done);
    socket.once('close', closed);
    ending.addEventListener('abort', late, { once: true });
    if (ending.aborted) late();
  });
}

module.exports = { openSocket };
