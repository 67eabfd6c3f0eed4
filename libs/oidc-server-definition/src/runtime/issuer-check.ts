import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#protocol/json/json-fields';
import { acceptedIssuers } from '#protocol/server/accepted-issuers';
import type { ServerSettings } from '#protocol/server/server';
import { failureReason } from './discovered-metadata.js';
import { inTime } from '#egress/in-time.port';
import { ServerDocuments } from './server-documents.js';

/** A definition that was just written. */
export interface WrittenDefinition {
  readonly pid: number;
  readonly settings: ServerSettings;
}

/** Servers looked at together, and milliseconds for all of them: nobody waits for a hundred that are away. */
const AT_ONCE = 8;
const LONGEST_LOOK = 10_000;

/**
 * Looks whether the server of a definition is there and is the one that is meant (reference 6). What is wrong is told and does not keep the definition
 * from being saved: the other server may come later, and a file must come to the same result whatever is up just now.
 */
@Injectable()
export class IssuerCheck {
  constructor(private readonly documents: ServerDocuments) {}

  /** Takes 5 s at most. */
  async warnings({ pid, settings }: WrittenDefinition): Promise<readonly FieldProblem[]> {
    const { moduleId, issuer } = settings;
    const look = this.documents.fetch({ pid, moduleId }, issuer, acceptedIssuers(issuer)).then(
      () => [],
      (error: unknown) => warningsOf(error, settings),
    );
    return inTime(look, warningsOf(new Error('no answer within 5 s'), settings));
  }

  /** One list for each definition; of those that there was no time for none. */
  async ofMany(written: readonly WrittenDefinition[]): Promise<readonly (readonly FieldProblem[])[]> {
    const found: (readonly FieldProblem[])[] = written.map(() => []);
    const waiting = written.entries();
    const work = async (): Promise<void> => {
      // One iterator for all: each definition is taken once.
      for (const [index, each] of waiting) found[index] = await this.warnings(each);
    };
    await inTime(
      Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => undefined),
      undefined,
      LONGEST_LOOK,
    );
    return [...found];
  }
}

/** Fields that decide whom the server is, or whether it is asked who it is. */
const decisive = ['issuer', 'validationJwkText', 'validationJwkFile', 'federationJwkSetUrl', 'federationTokenUrl'];

/** Whether a change of these fields is a reason to look. */
export function concernsDiscovery(fields: readonly string[]): boolean {
  return fields.some((field) => decisive.includes(field));
}

function warningsOf(error: unknown, settings: ServerSettings): readonly FieldProblem[] {
  const reason = failureReason(error);
  const said = error instanceof Error ? error.message : String(error);
  if (reason === 'wrong-issuer')
    return [
      {
        field: 'issuer',
        problem: `is not what the server calls itself, so that nothing of it will be believed. ${said}`,
        remedy: 'Write the issuer as the discovery document has it',
      },
    ];
  if (isIndependent(settings)) return [];
  const problem = `was saved, but its discovery document cannot be ${reason === 'unusable' ? 'used' : 'had now'}. ${said}`;
  const remedy =
    'Check the address; a host of your own network must be in gatehouse.egress.allowed_hosts. Without discovery, name keys and endpoints in the definition';
  return [{ field: 'issuer', problem, remedy }];
}

/** Keys and endpoints are in the definition. */
function isIndependent(settings: ServerSettings): boolean {
  const { validationJwkText, validationJwkFile, federationJwkSetUrl: jwks } = settings;
  const { federationAuthorizationUrl: authorization, federationTokenUrl: token } = settings;
  const hasKeys = validationJwkText !== undefined || validationJwkFile !== undefined || jwks !== undefined;
  return hasKeys && authorization !== undefined && token !== undefined;
}
