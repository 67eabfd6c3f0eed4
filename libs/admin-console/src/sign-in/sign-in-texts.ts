/** What the sign-in pages say went wrong, by the word in the address. One text for a wrong name, a wrong password and a lock (V-55, V-56). */
const problems: ReadonlyMap<string, string> = new Map([
  ['credentials', 'The user name or the password is wrong, or the account cannot be used now.'],
  ['unavailable', 'Nobody can sign in at the moment. Try again in a few minutes.'],
  ['no-access', 'You are known, but your account may not use the console: it lacks the permission ACCESS_ADMIN_WEB.'],
  ['service-account', 'This is a service account: nobody can show a second factor for it, which the console asks for.'],
  ['code', 'The code is wrong, or was used already. Wait for the next one.'],
  ['passkey', 'The passkey did not count. Try again, or use another way.'],
  ['start-over', 'That took too long, or too many codes were wrong. Sign in again.'],
  ['session-over', 'Your sign-in is over. Sign in again.'],
]);

/** The problem of an address; undefined where it names none that there is. */
export function problemOf(word: string | null): string | undefined {
  return word === null ? undefined : problems.get(word);
}
