import type { ProofDemand } from '../sign-in/presence-proofs.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { page, type PageAnswer } from './console-answer.js';
import { hiddenFields } from './hidden-fields.js';

/** The page in between: the same form to the same address, with a proof. */
export function proofPage({ request, form }: ConsoleVisit, { by, passkey, isWrong }: ProofDemand): PageAnswer {
  const model = {
    action: request.instance.contextPath + request.path,
    fields: hiddenFields(form),
    ...{ byPassword: by === 'password', byCode: by === 'code', byAnotherSignIn: by === 'sign-in', passkey, isWrong },
  };
  return page('sign-in/proof', { title: 'Confirm that it is you' }, model, { status: isWrong ? 422 : 200 });
}
