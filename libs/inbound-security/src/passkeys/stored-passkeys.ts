import { passkeyLabel } from '#protocol/passkey/passkey-label';
import { userTopic } from '../accounts/cached-users.js';
import type {
  NewPasskey,
  Passkey,
  PasskeyPlace,
  PasskeyProof,
  PasskeyRegistration,
  Passkeys,
  PasskeySignIn,
} from '../passkeys.port.js';
import type { ProofOrigin } from '../local/callback-script.js';
import { mustHaveSecondFactor, secondFactorRules } from '../second-factor/second-factor-rules.js';
import { forgetLastCodes, holdFactorsOf } from '../stores/factor-owner.store.js';
import { findPasskey, listPasskeys, removePasskey, renamePasskey, type PasskeyRow } from '../stores/passkey.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { assertionOptions } from './ceremony-options.js';
import { readAssertionAnswer, type AssertionAnswer } from './passkey-answer.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { passkeyOf } from './passkey-of.js';
import { PasskeyProofs } from './passkey-proofs.js';
import { PasskeyRegistrations } from './passkey-registrations.js';
import type { PasskeysDependencies } from './passkeys-dependencies.js';

/** {@link Passkeys} in PostgreSQL, verified by @simplewebauthn/server. */
export class StoredPasskeys implements Passkeys {
  private readonly challenges: PasskeyChallenges;
  private readonly registrations: PasskeyRegistrations;
  private readonly proofs: PasskeyProofs;

  constructor(private readonly dependencies: PasskeysDependencies) {
    this.challenges = new PasskeyChallenges(dependencies);
    this.registrations = new PasskeyRegistrations(dependencies, this.challenges);
    this.proofs = new PasskeyProofs(dependencies);
  }

  areUsed(moduleId: string): boolean {
    return secondFactorRules(this.dependencies.instances, moduleId).secondFactor.passkeys !== 'off';
  }

  areEnoughFor(moduleId: string): boolean {
    const instance = this.dependencies.instances.get(moduleId);
    if (instance === undefined || instance.passwordsAt !== undefined) return false;
    return instance.options.secondFactor.passkeys === 'sign_in';
  }

  registrationOptions(user: DirectoryUser, place: PasskeyPlace): Promise<string> {
    return this.registrations.options(user, place);
  }

  async register(user: DirectoryUser, place: PasskeyPlace, passkey: NewPasskey): Promise<PasskeyRegistration> {
    if (!this.areUsed(user.moduleId)) return { kind: 'refused', fault: 'passkey-account' };
    return this.registrations.register(user, place, passkey);
  }

  async proofOptions(user: DirectoryUser, place: PasskeyPlace): Promise<string | undefined> {
    if (!this.areUsed(user.moduleId)) return undefined;
    const { relyingParty } = place;
    const allowed = (await listPasskeys(this.dependencies.sql, user.pid)).filter(
      (row) => row.rp_id === relyingParty.id,
    );
    if (allowed.length === 0) return undefined;
    const challenge = this.challenges.make(place, { ceremony: 'second-factor', pid: user.pid });
    return assertionOptions({ challenge, relyingParty, allowed, userVerification: 'preferred' });
  }

  async prove(user: DirectoryUser, place: PasskeyPlace, text: string): Promise<PasskeyProof> {
    if (!this.areUsed(user.moduleId)) return { kind: 'refused', fault: 'passkey-account' };
    const answer = readAssertionAnswer(text);
    if (answer === undefined) return { kind: 'refused', fault: 'passkey-malformed' };
    if (!(await this.challenges.claim(place, { ceremony: 'second-factor', pid: user.pid }, answer.challenge)))
      return { kind: 'refused', fault: 'passkey-challenge' };
    const row = await this.rowOf(user.moduleId, answer);
    return this.proofs.prove({ user, place, answer, row, isAlone: false });
  }

  signInOptions(place: PasskeyPlace): string {
    const challenge = this.challenges.make(place, { ceremony: 'sign-in' });
    const { relyingParty } = place;
    return assertionOptions({ challenge, relyingParty, allowed: [], userVerification: 'required' });
  }

  async signIn(moduleId: string, place: PasskeyPlace, text: string, origin: ProofOrigin): Promise<PasskeySignIn> {
    if (!this.areEnoughFor(moduleId)) return { kind: 'refused', fault: 'passkey-account' };
    const answer = readAssertionAnswer(text);
    if (answer === undefined) return { kind: 'refused', fault: 'passkey-malformed' };
    if (!(await this.challenges.claim(place, { ceremony: 'sign-in' }, answer.challenge)))
      return { kind: 'refused', fault: 'passkey-challenge' };
    const row = await this.rowOf(moduleId, answer);
    const user = row && (await this.dependencies.directory.find(moduleId, row.user_pid));
    if (user === undefined) return { kind: 'refused', fault: 'passkey-unknown' };
    if (!(await this.maySignIn(user))) return { kind: 'refused', fault: 'passkey-account', user };
    const proof = await this.proofs.prove({ user, place, answer, row, isAlone: true });
    if (proof.kind === 'refused') return { ...proof, user };
    // It decides upon every sign-in by password; a passkey is not to go round it.
    const asked = await this.dependencies.askScript(user, origin);
    if (asked.kind === 'refused') return { kind: 'refused', fault: 'script', user, message: asked.message };
    const { said, runId } = asked;
    const script = { ...(said && { said }), ...(runId !== undefined && { runId }) };
    return { kind: 'authenticated', user: asked.user, passkey: proof.passkey, ...script };
  }

  async list({ pid }: Pick<DirectoryUser, 'pid'>): Promise<readonly Passkey[]> {
    return (await listPasskeys(this.dependencies.sql, pid)).map(passkeyOf);
  }

  rename({ pid }: Pick<DirectoryUser, 'pid'>, id: string, label: string): Promise<boolean> {
    return renamePasskey(this.dependencies.sql, pid, id, passkeyLabel(label, []));
  }

  async remove(user: DirectoryUser, id: string): Promise<Passkey | undefined> {
    const { sql, changes, instances } = this.dependencies;
    const { pid, moduleId } = user;
    const mayBeLast = !mustHaveSecondFactor(secondFactorRules(instances, moduleId), user);
    const removed = await sql.transaction(async (transaction) => {
      await holdFactorsOf(transaction, pid);
      const row = await removePasskey(transaction, { pid, passkeyId: id, mayBeLast });
      if (row === undefined) return undefined;
      await forgetLastCodes(transaction, pid);
      await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
      return row;
    });
    if (removed === undefined) return undefined;
    await changes.caughtUp();
    return passkeyOf(removed);
  }

  /** Locked, disabled, or somebody whose other system is to say whether they still may: by a passkey it would not be asked (V-54). */
  private async maySignIn({ moduleId, pid, external, secondFactor }: DirectoryUser): Promise<boolean> {
    if (external || secondFactor.isProgram) return false;
    return (await this.dependencies.directory.usable(moduleId, pid)) !== undefined;
  }

  private rowOf(moduleId: string, { id }: AssertionAnswer): Promise<PasskeyRow | undefined> {
    return findPasskey(this.dependencies.sql, moduleId, id);
  }
}
