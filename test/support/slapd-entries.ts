/** Passwords of the people below. */
export const directoryPasswords = {
  alice: 'Wunderland 1865',
  bob: 'builds everything',
  carol: 'unbekannt ÄÖÜ ✓',
} as const;

/**
 * The people and groups of a small hospital, as LDIF: alice is a member of `nurses`, which lies below another unit and belongs to `staff`; bob is a
 * member of `staff`; carol's name holds signs that mean something in filters and names.
 */
export function directoryEntries(base: string, systemUser: { readonly dn: string; readonly password: string }): string {
  return [
    ['dn: ' + base, 'objectClass: dcObject', 'objectClass: organization', 'dc: example', 'o: Example Hospital'],
    [
      'dn: ' + systemUser.dn,
      'objectClass: organizationalRole',
      'objectClass: simpleSecurityObject',
      'cn: gatehouse',
      `userPassword:: ${base64(systemUser.password)}`,
    ],
    ...['people', 'groups'].map((unit) => [`dn: ou=${unit},${base}`, 'objectClass: organizationalUnit', `ou: ${unit}`]),
    [`dn: ou=wards,ou=groups,${base}`, 'objectClass: organizationalUnit', 'ou: wards'],
    person(base, {
      uid: 'Alice',
      given: 'Alice',
      family: 'Liddell',
      password: directoryPasswords.alice,
      type: 'ROLE_FHIR_CLIENT',
    }),
    person(base, {
      uid: 'bob',
      given: 'Bob',
      family: 'Baumeister',
      password: directoryPasswords.bob,
      type: 'nonsense',
    }),
    person(base, {
      uid: 'carol(*)\\,',
      given: 'Carol',
      family: 'Zeichen',
      password: directoryPasswords.carol,
      rdn: 'cn=carol\\2C \\28*\\29',
    }),
    group(`cn=nurses,ou=wards,ou=groups,${base}`, [`uid=Alice,ou=people,${base}`]),
    group(`cn=staff,ou=groups,${base}`, [`uid=bob,ou=people,${base}`, `cn=nurses,ou=wards,ou=groups,${base}`]),
  ]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
    .concat('\n');
}

interface Person {
  readonly uid: string;
  readonly given: string;
  readonly family: string;
  readonly password: string;
  readonly type?: string;
  readonly rdn?: string;
}

/** One person; their `employeeType` holds names of permissions. */
export function person(base: string, { uid, given, family, password, type, rdn }: Person): readonly string[] {
  return [
    `dn: ${rdn ?? `uid=${uid}`},ou=people,${base}`,
    'objectClass: inetOrgPerson',
    `uid:: ${base64(uid)}`,
    ...(rdn === undefined ? [`cn: ${given} ${family}`] : [`cn:: ${base64('carol, (*)')}`]),
    `givenName: ${given}`,
    `sn: ${family}`,
    `mail: ${given.toLowerCase()}@example.org`,
    ...(type === undefined ? [] : [`employeeType: ${type}`]),
    `userPassword:: ${base64(password)}`,
  ];
}

/** One group. */
export function group(dn: string, members: readonly string[]): readonly string[] {
  return [`dn: ${dn}`, 'objectClass: groupOfNames', ...members.map((member) => `member: ${member}`)];
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
