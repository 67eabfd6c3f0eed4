import { Injectable } from '@nestjs/common';

/** The OpenAPI description of the admin API. Only the composition root has the application it is made from. */
@Injectable()
export class AdminDescription {
  private document: Promise<object> | undefined;
  private make: () => Promise<object> = () => Promise.reject(new Error('Nobody has said how to describe the API.'));

  /** Says how it is made; that happens when somebody asks for it. */
  madeBy(make: () => Promise<object>): void {
    this.make = make;
  }

  /** Made once. */
  ask(): Promise<object> {
    this.document ??= this.make();
    return this.document;
  }
}
