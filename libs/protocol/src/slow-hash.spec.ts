import { hashWithin, isHashOfOtherKind } from './slow-hash.js';

/** Of `U*U`. */
const BCRYPT = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
const hex = (bytes: number) => '0f'.repeat(bytes);

const otherKinds = [
  { kind: 'SHA-512 crypt', text: `$6$salt$${'a'.repeat(86)}` },
  { kind: 'SHA-512 crypt of so many rounds', text: `$6$rounds=5000$salt$${'a'.repeat(86)}` },
  { kind: 'SHA-256 crypt', text: `$5$salt$${'a'.repeat(43)}` },
  { kind: 'MD5 crypt', text: `$1$salt$${'a'.repeat(22)}` },
  { kind: "Apache's MD5 crypt", text: `$apr1$salt$${'a'.repeat(22)}` },
  { kind: 'yescrypt', text: `$y$j9T$saltsalt$${'a'.repeat(43)}` },
  { kind: 'scrypt as a PHC string', text: `$scrypt$ln=16,r=8,p=1$c2FsdHNhbHQ$${'a'.repeat(43)}` },
  { kind: "Werkzeug's PBKDF2", text: `pbkdf2:sha256:600000$Xq0salt$${hex(32)}` },
  { kind: "Werkzeug's scrypt", text: `scrypt:32768:8:1$Xq0salt$${hex(64)}` },
  { kind: "Django's PBKDF2", text: `pbkdf2_sha256$600000$salt$${'a'.repeat(43)}=` },
  { kind: 'salted SHA-1 of a directory', text: `{SSHA}${'A'.repeat(32)}` },
  { kind: 'SHA-1 of a directory', text: `{SHA}${'A'.repeat(27)}=` },
  { kind: 'SHA-512 of a directory', text: `{SHA512}${'A'.repeat(86)}==` },
  { kind: 'SHA-256 of Spring', text: `{SHA-256}{salt/salt=}${hex(32)}` },
  { kind: 'SHA-256 of Spring, of old', text: `{sha256}${hex(40)}` },
  { kind: 'MD5 of a directory', text: `{MD5}${'A'.repeat(22)}==` },
  { kind: 'PBKDF2 of Spring', text: `{pbkdf2}${hex(40)}` },
  { kind: 'PBKDF2 of a later Spring', text: `{pbkdf2@SpringSecurity_v5_8}${hex(48)}` },
  { kind: 'PBKDF2 of a directory', text: `{PBKDF2-SHA256}10000$c2FsdHNhbHQ$${'a'.repeat(43)}` },
  { kind: 'scrypt of Spring', text: `{scrypt}$e0801$c2FsdHNhbHQ=$${'a'.repeat(43)}=` },
  { kind: 'Argon2 of Spring', text: '{argon2}$argon2id$v=19$m=16384,t=2,p=1$c2FsdHNhbHQ$a2V5' },
  { kind: 'crypt of a directory', text: `{CRYPT}$6$salt$${'a'.repeat(86)}` },
];

describe('ruling 64: a stored hash', () => {
  test.each([BCRYPT, ` ${BCRYPT}`, `${BCRYPT}\t`, `{bcrypt}${BCRYPT}`, ` {bcrypt}${BCRYPT} `])(
    'is known by its text, whatever is around it: %j',
    (text) => {
      expect([hashWithin(text), isHashOfOtherKind(text)]).toEqual([BCRYPT, false]);
    },
  );

  test.each(['$2a$05$x', '$argon2id$x', 'SHA256$abcdefgh', '{bcrypt}$2a$05$x'])('may be damaged: %s', (text) => {
    expect([hashWithin(text), isHashOfOtherKind(text)]).toEqual([text.replace('{bcrypt}', ''), false]);
  });

  test.each(otherKinds)('may be of a kind that is not computed here: $kind', ({ text }) => {
    expect([hashWithin(text), hashWithin(` ${text}`)]).toEqual([text, text]);
    expect([isHashOfOtherKind(text), isHashOfOtherKind(`${text} `)]).toEqual([true, true]);
  });

  test.each([
    ...otherKinds.map(({ text }) => `a${text}`),
    ...['$6$', '$6$ an hour', '$5$ and $1$', '$1$salt$tooshort', `$6$salt$${'a'.repeat(85)}`, '$y$why$not'],
    ...['$scrypt$', '$scrypt$ln=16', 'pbkdf2:sha256:600000', 'pbkdf2:sha256:600000$salt$not-hexadecimal'],
    ...['{SSHA}', '{SSHA}secret', '{SHA}my own secret', '{pbkdf2}short', '{scrypt}$word', '{argon2}id', '{MD5}x'],
    ...['{bcrypt}', '{bcrypt}secret', `{noop}${BCRYPT}`, '{noop}secret', '{crypt}secret', '', ' ', '$', '{}', '$$$'],
  ])('is not what only resembles one: %j', (text) => {
    expect([hashWithin(text), isHashOfOtherKind(text)]).toEqual([undefined, false]);
  });
});
