import { Get } from '@nestjs/common';
import { resourceTypes } from '#protocol/smart/resource-type';
import { NeedsPermission } from '#route-access/route-access.port';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { explainScope } from './scope-words.js';

/** Most scopes that are explained at once, and the longest text of them. */
const MOST = 100;
const LONGEST = 4_000;
const CONTEXTS = ['patient', 'user', 'system'];
const ACTIONS = [
  { letter: 'c', label: 'create' },
  { letter: 'r', label: 'read' },
  { letter: 'u', label: 'update' },
  { letter: 'd', label: 'delete' },
  { letter: 's', label: 'search' },
];

/** Makes SMART scopes of choices, and explains any that is pasted (behaviour 14). Everything is in the address. */
@ConsoleController('scope-builder')
export class ScopeBuilderController {
  @Get()
  @NeedsPermission('OPENID_CONNECT_VIEW_CLIENT_LIST')
  build(@Visiting() { request: { query } }: ConsoleVisit): ConsoleAnswer {
    const pasted = (query.get('scopes') ?? '').slice(0, LONGEST);
    const [context, type] = [query.get('context') ?? '', query.get('type') ?? ''];
    const letters = ACTIONS.filter(({ letter }) => query.has(letter)).map(({ letter }) => letter);
    const built =
      CONTEXTS.includes(context) && letters.length > 0
        ? `${context}/${type === '' ? '*' : type}.${letters.join('')}`
        : undefined;
    const model = {
      pasted,
      explained: pasted.split(/\s+/).filter(Boolean).slice(0, MOST).map(explainScope),
      built: built === undefined ? undefined : explainScope(built),
      contexts: CONTEXTS.map((name) => ({ name, isChosen: name === context })),
      actions: ACTIONS.map((action) => ({ ...action, isChosen: query.has(action.letter) })),
      types: ['*', ...resourceTypes].map((name) => ({ name, isChosen: name === type })),
    };
    return page('scopes/builder', { title: 'Scope builder', section: '/scope-builder' }, model);
  }
}
