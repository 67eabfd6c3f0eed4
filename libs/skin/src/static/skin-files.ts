import { Logger } from '@nestjs/common';
import type { WornSkins } from '../catalog/worn-skins.js';
import { staticFileType } from './static-file-type.js';
import type { SkinPackage } from '../package/skin-package.js';
import { staticResource, type StaticResource } from './static-resources.js';
import { lastingFile, wantedFile } from './skin-file-address.js';

/** A file of a skin, and whether its address never means another. */
export interface ServedFile {
  readonly resource: StaticResource;
  readonly isLasting: boolean;
}

/** Finds static files of skins in memory: templates and bundles are none, and no address reaches a disk. */
export class SkinFiles {
  private readonly logger = new Logger('Skin');
  private readonly resources = new WeakMap<Buffer, StaticResource>();
  private readonly ways = new Set<string>();

  constructor(private readonly worn: WornSkins) {}

  /** @param address below the path of the module, without a query */
  find(moduleId: string, address: string): ServedFile | undefined {
    const lasting = lastingFile(address);
    if (lasting !== undefined) {
      const resource = this.resource(this.worn.bySha256(lasting.sha256)?.skin, lasting.path);
      return resource && { resource, isLasting: true };
    }
    const skin = this.worn.wornBy(moduleId)?.skin;
    const wanted = skin && wantedFile(address, skin.identity.artifactId);
    const resource = wanted && this.resource(skin, wanted.path);
    if (resource === undefined) return undefined;
    this.tellOf(moduleId, wanted?.way ?? '');
    return { resource, isLasting: false };
  }

  /** A file of a skin, whoever wears it; undefined also where it is of a kind that is not served. */
  resource(skin: SkinPackage | undefined, path: string): StaticResource | undefined {
    const body = path.startsWith('resources/') ? skin?.files.get(path) : undefined;
    const mediaType = staticFileType(path);
    if (body === undefined || mediaType === undefined) return undefined;
    const known = this.resources.get(body);
    if (known !== undefined) return known;
    const resource = staticResource(body, mediaType);
    this.resources.set(body, resource);
    return resource;
  }

  /** How skins link their files is not documented: the first operators tell by their logs (reference skins 1.4). */
  private tellOf(moduleId: string, way: string): void {
    const key = `${moduleId} ${way}`;
    if (this.ways.has(key)) return;
    this.ways.add(key);
    this.logger.log({ message: 'Files of a skin are asked for under this path.', module: moduleId, way });
  }
}
