import { systemClock, type Clock } from '#protocol/clock';

/** What is added to milliseconds of the monotonic clock to get the other clock's time: not less than `least`, not more than `most`. */
interface Offset {
  readonly least: number;
  readonly most: number;
}

/** Shows the time of a clock elsewhere, as it was told last, plus what has passed since on a clock that never jumps (F-08). */
export class FollowedClock implements Clock {
  private offset: Offset | undefined;

  /**
   * @param untilTold shows the time before the other clock was ever heard of
   * @param elapsed milliseconds on a monotonic clock
   */
  constructor(
    private readonly untilTold: Clock = systemClock,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** The other clock said `time`, in milliseconds since 1970, to a question asked at `askedAt` of the monotonic clock. */
  told(time: number, askedAt: number): void {
    const heard = { least: time - this.elapsed(), most: time - askedAt };
    this.offset = this.offset === undefined ? heard : (overlap(this.offset, heard) ?? heard);
  }

  now(): Date {
    if (this.offset === undefined) return this.untilTold.now();
    return new Date((this.offset.least + this.offset.most) / 2 + this.elapsed());
  }
}

/** Two answers that agree are known better than each of them; where they do not, one of the clocks was moved. */
function overlap(a: Offset, b: Offset): Offset | undefined {
  const both = { least: Math.max(a.least, b.least), most: Math.min(a.most, b.most) };
  return both.least <= both.most ? both : undefined;
}
