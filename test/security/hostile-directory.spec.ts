import { createRequire } from 'node:module';
import fc from 'fast-check';
import { sequence, tagged, text } from '../support/certificate.js';
import { engineAttempt } from '../support/directory-engine.js';
import {
  answer,
  believing,
  BIND,
  entry,
  EXTENDED,
  HostileDirectory,
  result,
  SEARCH,
  type DirectoryReply,
  type DirectoryRequest,
} from '../support/hostile-directory.js';
import { systemUser } from '../support/slapd.js';

let directory: HostileDirectory;
beforeAll(async () => {
  directory = await HostileDirectory.start(believing());
});
beforeEach(() => {
  directory.requests.length = 0;
});
afterAll(() => directory.close());

const credentials = ['alice', 'secret word'] as const;

async function outcomeOf(
  reply: DirectoryReply,
  [username, password] = credentials as readonly [string, string],
): Promise<string> {
  directory.reply = reply;
  const server = { host: '127.0.0.1', port: directory.port, security: 'none' } as const;
  const outcome = await engineAttempt(server, [username, password], { operationMilliseconds: 300 });
  return 'dn' in outcome ? outcome.dn : outcome.name;
}

/** Answers binds as it should, and searches with these bytes. */
const searchedWith =
  (bytes: (request: DirectoryRequest) => Buffer): DirectoryReply =>
  (request) =>
    request.operation === BIND
      ? answer(request, 0x61, result(0))
      : request.operation === SEARCH
        ? bytes(request)
        : undefined;

test('an honest directory is believed', async () => {
  expect(await outcomeOf(believing())).toBe('uid=alice,dc=example,dc=org');
});

test.each(['', ' ', '\0', ' \0\t', ['a'] as unknown as string, undefined as unknown as string])(
  'V-71: password %j is refused before anything is asked, whatever the directory would say',
  async (password) => {
    expect(await outcomeOf(believing(), ['alice', password])).toBe('InvalidCredentialsError');
    expect(directory.requests).toEqual([]);
  },
);

test('V-71: nobody binds by an empty name, which would be a success for anybody', async () => {
  expect(await outcomeOf(believing(''))).toBe('InvalidCredentialsError');
  expect(directory.heard(BIND)).toHaveLength(1);
});

test('V-71: a system user without a password is not bound', async () => {
  directory.reply = believing();
  const server = { host: '127.0.0.1', port: directory.port, security: 'none' } as const;

  const outcome = await engineAttempt(server, credentials, { service: { ...systemUser, password: '' } });

  expect(outcome).toMatchObject({ name: 'SystemUserRefusedError' });
  expect(directory.heard(BIND)).toEqual([]);
});

test.each(['*', '*)(uid=*', 'admin)(&', ')(cn=', '\\2a', '\\', 'a\0b', '\u{10ffff}', ',+"\\<>;=#', ' lead', 'trail '])(
  'V-70: the directory receives %j as one value',
  async (username) => {
    await outcomeOf(believing(), [username, 'secret word']);

    const [search = ''] = directory.heard(SEARCH);
    const value = Buffer.from(username);
    const assertion = tagged(0xa3, text(0x04, 'uid'), tagged(0x04, value)).toString('latin1');
    expect(search).toContain(assertion);
  },
);

describe('V-73: a search answered with', () => {
  const endless = (request: DirectoryRequest): Buffer =>
    Buffer.concat([
      ...Array.from({ length: 3_000 }, () => entry(request, 'uid=x,dc=y')),
      answer(request, 0x65, result(0)),
    ]);
  const short = (bytes: Buffer): Buffer => bytes.subarray(0, -2);
  const liar = (request: DirectoryRequest): Buffer => {
    // An attribute that says it has 120 bytes where there are three: a parser that trusts it never comes to its end.
    const attribute = Buffer.concat([Buffer.from([0x30, 0x78]), text(0x04, 'a')]);
    return answer(request, 0x64, text(0x04, 'uid=a'), tagged(0x30, attribute));
  };

  test.each<[string, (request: DirectoryRequest) => Buffer]>([
    ['nothing that is a message', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a length without end', () => Buffer.from([0x30, 0x80, 0x02, 0x01, 0x02])],
    ['a length of four gigabytes', () => Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])],
    ['lengths that do not fit into each other', liar],
    ['a value where a list belongs', (request) => answer(request, 0x64, text(0x04, 'uid=a'), text(0x04, 'uid'))],
    [
      'a list of values that are lists',
      (request) =>
        answer(request, 0x64, text(0x04, 'a=b'), sequence(sequence(text(0x04, 'x'), tagged(0x31, sequence())))),
    ],
    ['half a message', (request) => short(answer(request, 0x65, result(0)))],
    ['thousands of entries', endless],
    [
      'thousands of references',
      (request) =>
        Buffer.concat(Array.from({ length: 3_000 }, () => answer(request, 0x73, text(0x04, 'ldap://127.0.0.1:1/')))),
    ],
    ['a referral', (request) => answer(request, 0x65, result(10), tagged(0xa3, text(0x04, 'ldap://127.0.0.1:1/')))],
    ['the end of the connection', (request) => answer({ ...request, id: Buffer.from([2, 1, 0]) }, 0x78, result(52))],
    [
      'one entry, and more than it gives',
      (request) => Buffer.concat([entry(request, 'uid=alice,dc=a'), answer(request, 0x65, result(4))]),
    ],
    ['silence', () => Buffer.alloc(0)],
  ])('%s is a failure, and no answer about a person', async (_name, bytes) => {
    const outcome = await outcomeOf(searchedWith(bytes));

    expect(outcome).toMatch(/Error$/);
    expect(outcome).not.toMatch(/InvalidCredentials|NoSuchObject/);
    expect(directory.heard(BIND)).toHaveLength(1);
  });

  test('anything that begins well is over in time, and signs nobody in (C-12)', async () => {
    const well = (request: DirectoryRequest): Buffer =>
      Buffer.concat([
        entry(request, 'uid=alice,dc=a', { uid: 'alice', mail: 'a@b' }),
        answer(request, 0x65, result(0)),
      ]);
    const change = fc.record({ at: fc.nat(90), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const outcome = await outcomeOf((request) => {
          // Whatever it says of the search, it never takes a password.
          if (request.operation === BIND)
            return answer(request, 0x61, result(request.id[2] === 2 && request.content.includes('gatehouse') ? 0 : 49));
          if (request.operation !== SEARCH) return undefined;
          const bytes = well(request);
          for (const { at, to } of changes) bytes[at % bytes.length] = to;
          return Buffer.concat([bytes, Buffer.alloc(1)]);
        });
        expect(outcome).toMatch(/Error$/);
      }),
      { numRuns: 60 },
    );
  });

  test('references beside an entry lead nowhere', async () => {
    const outcome = await outcomeOf(
      searchedWith((request) =>
        Buffer.concat([
          entry(request, 'uid=alice,dc=a'),
          answer(request, 0x73, text(0x04, 'ldap://127.0.0.1:1/')),
          answer(request, 0x65, result(0)),
        ]),
      ),
    );

    expect(outcome).toBe('uid=alice,dc=a');
  });
});

describe('what is passed on to the parser', () => {
  const { readMessage } = createRequire(import.meta.url)('../../libs/ldapauth-fork/lib/message-form.cjs') as {
    readMessage: (bytes: Buffer) => { readonly bytes: Buffer };
  };
  const request: DirectoryRequest = { id: Buffer.from([2, 1, 7]), operation: SEARCH, content: Buffer.alloc(0) };
  const messages = [
    entry(request, 'uid=alice,dc=a', { uid: 'alice', mail: 'a@b' }),
    answer(request, 0x65, result(0)),
    answer(request, 0x73, text(0x04, 'ldap://elsewhere')),
  ];

  test('C-12: is of one form, whatever came, or nothing', () => {
    const change = fc.record({ at: fc.nat(90), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.constantFrom(...messages), fc.array(change, { maxLength: 5 }), (message, changes) => {
        const bytes = Buffer.from(message);
        for (const { at, to } of changes) bytes[at % bytes.length] = to;
        let read: Buffer;
        try {
          read = readMessage(bytes).bytes;
        } catch {
          return;
        }
        expect(readMessage(read).bytes.equals(read)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test('has no controls and no referrals', () => {
    const [, done = Buffer.alloc(0)] = messages;
    const controls = tagged(0xa0, sequence(text(0x04, '2.16.840.1.113730.3.4.5')));
    const withControls = sequence(done.subarray(2), controls);
    const withReferral = answer(request, 0x65, result(0), tagged(0xa3, text(0x04, 'ldap://elsewhere')));

    for (const each of [withControls, withReferral]) expect(readMessage(each).bytes).toEqual(readMessage(done).bytes);
  });
});

describe('StartTLS', () => {
  const startTls = async (reply: DirectoryReply): Promise<Error> => {
    directory.reply = reply;
    const server = { host: '127.0.0.1', port: directory.port, security: 'start-tls' } as const;
    return (await engineAttempt(server, credentials)) as Error;
  };

  test.each<[string, DirectoryReply]>([
    ['refused', (request) => (request.operation === EXTENDED ? answer(request, 0x78, result(2)) : undefined)],
    [
      'answered twice',
      (request) =>
        Buffer.concat([
          answer(request, 0x78, result(0)),
          Buffer.from([0x30, 0x0c, 2, 1, 3, 0x61, 7, 10, 1, 0, 4, 0, 4]),
        ]),
    ],
    [
      'answered and not begun',
      (request) => (request.operation === EXTENDED ? answer(request, 0x78, result(0)) : Buffer.from('nonsense')),
    ],
    ['not answered', () => undefined],
  ])('S-15: nobody is told a password where it is %s', async (_name, reply) => {
    expect(await startTls(reply)).toMatchObject({ message: expect.any(String) as string });
    expect(directory.heard(BIND)).toEqual([]);
  });
});
