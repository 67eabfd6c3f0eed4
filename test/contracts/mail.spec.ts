import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Sql } from '#database/sql.port';
import { SealedSecrets } from '#keystore/sealing/sealed-secrets';
import { MailWork } from '#mail/mail-work';
import type { Mail, MailSettings } from '#mail/mailer.port';
import { QueuedMailer } from '#mail/queued-mailer';
import { SealedMails } from '#mail/sealed-mails';
import { SmtpDelivery } from '#mail/smtp-delivery';
import { MailQueueStore } from '#mail/stores/mail-queue.store';
import { MAIL_HOST, MailServer, type MailServerOptions } from '../support/mail-server.js';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';

const NEVER = new AbortController().signal;
const CREDENTIALS = { username: 'gatehouse', password: 'canary-mail-password' };
const mail: Mail = {
  to: 'amelia@clinic.example',
  subject: 'Your code',
  text: 'Your code is 123456 – keep it.',
  usefulSeconds: 600,
};

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let server: MailServer;
const behaviour: { refusal?: NonNullable<MailServerOptions['refusal']> } = {};

beforeAll(async () => {
  [database, server] = await Promise.all([
    createTestDatabase(),
    MailServer.start({ credentials: CREDENTIALS, refusal: (recipient) => behaviour.refusal?.(recipient) }),
  ]);
  ({ sql, close } = openSql(database.url, 10));
});
afterAll(async () => {
  await close();
  await Promise.all([database.drop(), server.stop()]);
});
beforeEach(async () => {
  delete behaviour.refusal;
  server.received.length = server.attempts.length = 0;
  await sql.query({ name: 'test.none', text: 'TRUNCATE mail_queue' }, []);
  await moveDatabaseClock(database.url, 0);
});

function settings(more: Partial<MailSettings> = {}): MailSettings {
  const { port, certificate: trustedCertificates } = server;
  const from = 'noreply@clinic.example';
  return { host: MAIL_HOST, port, security: 'starttls', from, trustedCertificates, ...CREDENTIALS, ...more };
}

/** A process that owes mails and, once it is told of them, sends them. */
function newProcess(own = settings()) {
  const listeners: ((topic: string) => void)[] = [];
  const warnings: string[] = [];
  const queue = new MailQueueStore(sql);
  const seals = new SealedMails(new SealedSecrets(Buffer.alloc(32, 7)));
  const feed = {
    announce: () => Promise.resolve(),
    onChange: (listener: (topic: string) => void) => void listeners.push(listener),
  };
  const work = new MailWork({
    ...{ queue, seals, feed, delivery: new SmtpDelivery(), background: { isDoneHere: true } },
    settings: () => new Map([['m', own]]),
    logger: { warn: (message: string) => void warnings.push(message) },
  });
  work.onModuleInit();
  return {
    ...{ queue, warnings },
    mailer: new QueuedMailer({ sql, feed, queue, seals, warn: (message) => void warnings.push(message) }),
    tell: () => listeners.forEach((listen) => listen('mail')),
    stop: () => work.onModuleDestroy(),
  };
}

/** Has a process send what is due, and end when that is done. */
async function sendDue(own?: MailSettings): Promise<readonly string[]> {
  const worker = newProcess(own);
  worker.tell();
  while ((await rows()).some(({ due }) => due)) await new Promise((resolve) => setImmediate(resolve));
  await worker.stop();
  return worker.warnings;
}

function rows() {
  const text = 'SELECT attempts, due_at <= gatehouse_now() AS due, sealed FROM mail_queue ORDER BY id';
  return sql.query<{ attempts: number; due: boolean; sealed: Buffer }>({ name: 'test.mails', text }, []);
}

describe('mail', () => {
  test('goes to one person over a connection that is encrypted first, and leaves no row', async () => {
    const { mailer, stop } = newProcess();

    expect(await mailer.send('m', mail)).toBe(true);
    expect(server.attempts).toEqual([]);
    expect(await sendDue()).toEqual([]);

    await stop();
    expect(server.received).toMatchObject([
      { from: 'noreply@clinic.example', to: [mail.to], subject: mail.subject, isEncrypted: true },
    ]);
    expect(server.received[0]?.text).toContain(mail.text);
    expect(server.received[0]?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(await rows()).toEqual([]);
  });

  test('R-18: strangers’ requests cannot keep a notice from its owner; the log tells of what is not sent', async () => {
    const { mailer, warnings, stop } = newProcess();
    const waiting = async (count: number) => {
      await sql.query(
        {
          name: 'waiting',
          text: `INSERT INTO mail_queue (module_id, sealed, due_at, expires_at, created_at)
        SELECT 'm', '', now() + interval '1 hour', now() + interval '1 hour', now() FROM generate_series(1, $1::int)`,
        },
        [count],
      );
    };
    await waiting(1_800);
    const usual = [await mailer.send('m', mail), await mailer.send('m', mail), await mailer.send('other', mail)];
    const notice = await mailer.send('m', { ...mail, isNotice: true });
    await waiting(200);

    expect([usual, notice, await mailer.send('m', { ...mail, isNotice: true })]).toEqual([
      [false, false, true],
      true,
      false,
    ]);
    expect(warnings).toEqual([expect.stringContaining('m: a mail is not sent, because 1800 wait already')]);
    await stop();
  });

  test('O-05: a mail that waits can be read nowhere in the database', async () => {
    const { mailer, stop } = newProcess();
    await mailer.send('m', mail);

    const [row] = await rows();

    await stop();
    expect(String(row?.sealed)).not.toMatch(/123456|amelia|code/);
  });

  test('V-56: a mail to nobody costs the same and reaches no mail server', async () => {
    const { mailer, stop } = newProcess();
    await mailer.send('m', { ...mail, to: undefined });
    expect(await rows()).toHaveLength(1);

    await sendDue();

    await stop();
    expect(await rows()).toEqual([]);
    expect(server.attempts).toEqual([]);
  });

  test('text that looks like headers stays text', async () => {
    const { mailer, stop } = newProcess();
    await mailer.send('m', {
      ...mail,
      subject: 'Code\r\nBcc: eve@x.example',
      text: '\r\n.\r\nRCPT TO:<eve@x.example>',
    });

    await sendDue();

    await stop();
    expect(server.attempts).toEqual([mail.to]);
    expect(server.received[0]?.raw).not.toMatch(/^Bcc/m);
  });

  test('is tried again after a failure that passes, and given up with the log told, when refused', async () => {
    const { mailer, stop } = newProcess();
    await mailer.send('m', mail);
    behaviour.refusal = () => ({ status: 451, text: 'later, amelia@clinic.example' });

    const missed = await sendDue();
    expect(missed).toEqual([expect.stringMatching(/^Mail \d+ of module m could not be sent \(attempt 1\).*451$/)]);
    expect(await rows()).toMatchObject([{ attempts: 1, due: false }]);
    behaviour.refusal = () => ({ status: 550, text: 'no amelia@clinic.example here' });
    await moveDatabaseClock(database.url, 6);
    const refused = await sendDue();

    await stop();
    expect(refused).toEqual([expect.stringMatching(/was refused by the mail server for good.*550$/)]);
    expect([...missed, ...refused].join()).not.toContain('amelia');
    expect(await rows()).toEqual([]);
  });

  test('is not sent when it is of no use any more, and removed', async () => {
    const { mailer, queue, stop } = newProcess();
    await mailer.send('m', mail);
    await moveDatabaseClock(database.url, 601);

    expect(await queue.claim(['m'], 90)).toBeUndefined();
    expect(await queue.purge()).toBe(1);
    await stop();
  });

  test('R-21: is claimed by one process at a time, and comes up again after one that died', async () => {
    const { mailer, queue, stop } = newProcess();
    await mailer.send('m', mail);

    const claims = await Promise.all(Array.from({ length: 8 }, () => queue.claim(['m'], 90)));

    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await queue.claim(['other'], 90)).toBeUndefined();
    await moveDatabaseClock(database.url, 91);
    expect(await queue.claim(['m'], 90)).toMatchObject({ attempts: 2 });
    await stop();
  });

  test('R-18: beyond a bound no more wait', async () => {
    const { queue, stop } = newProcess();
    const add = () => queue.add(sql, { moduleId: 'm', sealed: Buffer.from('x'), usefulSeconds: 600 }, 2);

    expect([await add(), await add(), await add()]).toEqual([true, true, false]);
    await stop();
  });
});

describe('a mail server', () => {
  test.each<{ name: string; more: Partial<MailSettings>; kind: string | undefined }>([
    { name: 'as it should be', more: {}, kind: undefined },
    { name: 'that knows another password', more: { password: 'other' }, kind: 'refused-sign-in' },
    { name: 'of a name that its certificate does not have', more: { host: '127.0.0.1' }, kind: 'no-tls' },
    { name: 'where nobody listens', more: { port: 1 }, kind: 'unreachable' },
  ])('$name: $kind', async ({ more, kind }) => {
    expect((await new SmtpDelivery().check(settings(more)))?.kind).toBe(kind);
  });

  test('that offers no encryption gets neither the password nor the mail', async () => {
    const plain = await MailServer.start({ withoutTls: true });
    const { to, subject, text } = mail;

    const own = settings({ port: plain.port });
    const outcome = await new SmtpDelivery().deliver(own, { to, subject, text }, NEVER);

    await plain.stop();
    expect(outcome.kind).toBe('missed');
    expect(plain.attempts).toEqual([]);
  });

  test('F-30: that says nothing loses its connection when the delivery is given up', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { to, subject, text } = mail;
    const givenUp = new AbortController();

    const delivery = new SmtpDelivery().deliver(settings({ port }), { to, subject, text }, givenUp.signal);
    const [socket] = (await once(silent, 'connection')) as [Socket];
    givenUp.abort();

    expect(await delivery).toEqual({ kind: 'missed', reason: 'EABORT' });
    await once(socket.resume(), 'close');
    silent.close();
  });
});
