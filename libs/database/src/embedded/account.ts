/** The operating system's account the database server runs under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Who may own an existing database folder. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** In order of preference; each is unprivileged wherever it exists. */
const candidates = ['gatehouse', 'postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root, so root picks another account: the owner of the database folder if there is one
 * already, else a well-known unprivileged account from the text of /etc/passwd. (Not any free number: initdb insists
 * on an account with a name.) `undefined`: not root, the server's own account does.
 *
 * @throws Error root, and no such account exists
 */
export function chooseAccount(ownUid: number | undefined, passwd: string, owner?: Owner): Account | undefined {
  if (ownUid !== 0) return undefined;
  const accounts = passwd.split('\n').flatMap((line) => accountOf(line) ?? []);
  if (owner && owner.uid !== 0) {
    return { ...owner, name: accounts.find(({ uid }) => uid === owner.uid)?.name ?? String(owner.uid) };
  }
  const found = candidates.flatMap((name) => accounts.filter((account) => account.name === name && account.uid !== 0));
  if (found[0]) return found[0];
  throw new Error(
    'PostgreSQL cannot run as root and there is no account named gatehouse, postgres or nobody. ' +
      'Create one (useradd --system gatehouse), start the server as another user, or set DATABASE_URL.',
  );
}

function accountOf(line: string): Account | undefined {
  const [name, , uid, gid] = line.split(':');
  return name && uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}
