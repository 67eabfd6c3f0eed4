import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { NEEDED_PERMISSIONS } from '#route-access/route-access.port';
import { ADMIN_PREFIX } from './http/admin-prefix.js';

/** A route of the admin API as its controller declares it. */
export interface AdminRoute {
  readonly method: string;
  /** As callers write it, with parameters like `:node`. */
  readonly path: string;
  /** Of these one is needed besides ACCESS_ADMIN_JSON; undefined: anybody may call it. */
  readonly needs: readonly string[] | undefined;
}

/** The routes of these controllers, in their order. */
export function adminRoutes(controllers: readonly Type<object>[]): readonly AdminRoute[] {
  return controllers.flatMap((controller) => {
    const base = textOf(PATH_METADATA, controller);
    const prototype = controller.prototype as Record<string, object>;
    return Object.getOwnPropertyNames(prototype)
      .map((name) => prototype[name])
      .filter((handler) => handler !== undefined && Reflect.hasMetadata(METHOD_METADATA, handler))
      .map((handler) => routeOf(base, handler as object));
  });
}

/** Methods that an address answers; empty where nothing is. */
export function methodsAt(routes: readonly AdminRoute[], path: string): readonly string[] {
  return [...new Set(routes.filter((route) => matches(route.path, path)).map(({ method }) => method))];
}

function routeOf(base: string, handler: object): AdminRoute {
  const below = textOf(PATH_METADATA, handler);
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const path = `${base.slice(ADMIN_PREFIX.length)}/${below}`.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  return { method, path, needs: Reflect.getMetadata(NEEDED_PERMISSIONS, handler) as AdminRoute['needs'] };
}

function matches(pattern: string, path: string): boolean {
  const [expected, actual] = [pattern.split('/'), path.split('/')];
  return (
    expected.length === actual.length &&
    expected.every((part, place) => (part.startsWith(':') ? actual[place] !== '' : part === actual[place]))
  );
}

function textOf(key: string, target: object): string {
  const text: unknown = Reflect.getMetadata(key, target);
  return typeof text === 'string' ? text : '';
}
