import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { certificateFor, type TestCertificate } from './certificate.js';
import { freePort } from './free-port.js';
import { directoryEntries } from './slapd-entries.js';

const PROGRAMS = ['/usr/sbin/slapd', '/usr/local/sbin/slapd', '/usr/libexec/slapd'];

/** What stands at the top of the directory, and the system user that may read all of it. */
export const directoryBase = 'dc=example,dc=org';
export const systemUser = { dn: `cn=gatehouse,${directoryBase}`, password: 'read-only Zugang' };

/** What a directory is started with. */
export interface SlapdOptions {
  /** Shown to whoever asks for TLS; its name is `localhost` unless given. */
  readonly certificate?: TestCertificate;
  /** Lines for slapd.conf, in the part of the database. */
  readonly configuration?: string;
  /** LDIF of entries beside {@link directoryEntries}. */
  readonly entries?: string;
}

/** A real OpenLDAP on loopback ports with a folder of its own; close it in `afterAll`. */
export class Slapd {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly ports: { readonly plain: number; readonly secure: number },
    private certificate: TestCertificate,
  ) {}

  /** @throws Error saying what to install where there is none */
  static async start(options: SlapdOptions = {}): Promise<Slapd> {
    const program = PROGRAMS.find((each) => existsSync(each));
    if (program === undefined)
      throw new Error(`These tests need OpenLDAP (Debian: apt-get install slapd). Looked for: ${PROGRAMS.join(', ')}`);
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-slapd-'));
    const ports = { plain: await freePort(), secure: await freePort() };
    const slapd = new Slapd(program, folder, ports, options.certificate ?? certificateFor('localhost'));
    slapd.fill(options);
    await slapd.run();
    return slapd;
  }

  /** For StartTLS, and for clear text. */
  get plainUrl(): string {
    return `ldap://localhost:${this.ports.plain}`;
  }

  get secureUrl(): string {
    return `ldaps://localhost:${this.ports.secure}`;
  }

  /** PEM of what vouches for the certificate. */
  get ca(): string {
    return this.certificate.cert;
  }

  /** From now on it is not there; callers are refused. */
  async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    if (process === undefined) return;
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGCONT');
    process.kill('SIGKILL');
    await ended;
  }

  /** Starts it again, with the entries it had; with another certificate where one is given. */
  async run(certificate = this.certificate): Promise<void> {
    this.certificate = certificate;
    writeFileSync(path.join(this.folder, 'tls.crt'), certificate.cert);
    writeFileSync(path.join(this.folder, 'tls.key'), certificate.key);
    const { plain, secure } = this.ports;
    const urls = `ldap://127.0.0.1:${plain} ldaps://127.0.0.1:${secure}`;
    this.process = spawn(this.program, ['-d', '0', '-h', urls, '-f', this.file('slapd.conf')], { stdio: 'ignore' });
    await this.answering();
  }

  /** It takes connections and says nothing. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }

  private fill({ configuration = '', entries = '' }: SlapdOptions): void {
    mkdirSync(this.file('data'));
    writeFileSync(this.file('slapd.conf'), this.configuration(configuration));
    writeFileSync(this.file('entries.ldif'), directoryEntries(directoryBase, systemUser) + entries);
    // slapadd is slapd under another name; the certificate is read by both.
    for (const [name, text] of Object.entries({ 'tls.crt': this.certificate.cert, 'tls.key': this.certificate.key }))
      writeFileSync(this.file(name), text);
    const added = spawnSync(this.program, [
      '-T',
      'add',
      '-f',
      this.file('slapd.conf'),
      '-l',
      this.file('entries.ldif'),
    ]);
    if (added.status !== 0) throw new Error(`slapadd failed: ${String(added.stderr)}`);
  }

  private configuration(ofDatabase: string): string {
    const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`);
    return `${schemas.join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${this.file('tls.crt')}
TLSCertificateKeyFile ${this.file('tls.key')}
sizelimit 500
database mdb
suffix "${directoryBase}"
directory ${this.file('data')}
index objectClass,uid,mail,member,entryUUID eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${systemUser.dn}" read by * none
${ofDatabase}
`;
  }

  private async answering(): Promise<void> {
    const { process } = this;
    while (process !== undefined && !(await isListening(this.ports.secure)))
      if (process.exitCode !== null) throw new Error(`slapd ended at its start with ${process.exitCode}`);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // The connection was refused; the next try comes when others have had their turn.
    socket.once('error', () => setTimeout(resolve, 10, false));
  });
}
