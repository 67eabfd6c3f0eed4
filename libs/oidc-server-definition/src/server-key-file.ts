import { Inject, Injectable } from '@nestjs/common';
import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { serverKeysProblem } from '#protocol/server/server-keys';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SettingsChange } from './reserved-changes.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from './server-surroundings.js';

/** The file with another server's keys, as it is when a definition first names it. */
@Injectable()
export class ServerKeyFile {
  constructor(@Inject(SERVER_SURROUNDINGS) private readonly surroundings: ServerSurroundings) {}

  /** A file that was good before may have gone since, which is no reason to refuse a change of something else. */
  async problems({ before, after }: SettingsChange, author: ChangeAuthor): Promise<readonly FieldProblem[]> {
    const location = after.validationJwkFile;
    if (location === undefined || location === before.validationJwkFile) return [];
    // Where an author may not look, the answer must not depend on what is there.
    if (!isUnlimited(author) && !location.startsWith('classpath:')) return [];
    const problem = await this.problem(location, isUnlimited(author));
    const remedy = 'Name a file with public keys, like classpath:hospital.jwks';
    return problem === undefined ? [] : [{ field: 'validationJwkFile', problem, remedy }];
  }

  private async problem(location: string, tellsReason: boolean): Promise<string | undefined> {
    try {
      return serverKeysProblem(await this.surroundings.readFile(location));
    } catch (error) {
      // The reason names folders of the machine.
      return tellsReason && error instanceof Error ? `cannot be read: ${error.message}` : 'cannot be read';
    }
  }
}
