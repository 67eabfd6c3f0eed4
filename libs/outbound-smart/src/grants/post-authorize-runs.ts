import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  POST_AUTHORIZE_SCRIPT,
  type PostAuthorizeCall,
  type PostAuthorizeScript,
} from '#scripts/post-authorize-script.port';

/** Runs behind answers that have left; with more the answer waits for its own. */
const MOST_BEHIND = 50;

/**
 * `onPostAuthorize` behind the answer: it may call servers that take their time, and nothing it does can change the grant. What is under way when the
 * server stops is waited for (F-30); its time is bounded by that of scripts.
 */
@Injectable()
export class PostAuthorizeRuns implements OnModuleDestroy {
  private readonly behind = new Set<Promise<void>>();

  constructor(@Inject(POST_AUTHORIZE_SCRIPT) private readonly script: PostAuthorizeScript) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.behind);
  }

  /** Returns at once, unless too many are under way. Never rejects. */
  async start(call: PostAuthorizeCall): Promise<void> {
    if (call.script === undefined) return;
    const isFull = this.behind.size >= MOST_BEHIND;
    const run: Promise<void> = this.script.onPostAuthorize(call).finally(() => this.behind.delete(run));
    this.behind.add(run);
    if (isFull) await run;
  }
}
