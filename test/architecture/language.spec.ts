import 'reflect-metadata';
import { Injectable } from '@nestjs/common';

class Clock {}

@Injectable()
class Reader {
  constructor(readonly clock: Clock) {}
}

describe('the tool chain', () => {
  test('compiles decorators with the types of their parameters, which dependency injection needs', () => {
    expect(Reflect.getMetadata('design:paramtypes', Reader)).toEqual([Clock]);
  });
});
