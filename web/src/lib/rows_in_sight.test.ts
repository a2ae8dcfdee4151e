import { describe, expect, it } from 'vitest';
import { rangeInSight } from './rows_in_sight';

describe('rows in sight', () => {
  it('draws what is seen and eight rows beyond each edge', () => {
    expect(rangeInSight(100_000, 56, { top: 56 * 500, height: 560 })).toEqual([492, 518]);
  });

  it('stays within the list', () => {
    expect(rangeInSight(5, 56, { top: 0, height: 560 })).toEqual([0, 5]);
    expect(rangeInSight(0, 56, { top: 0, height: 560 })).toEqual([0, 0]);
  });

  it('draws nothing wrong when the list became shorter than the scroll', () => {
    expect(rangeInSight(3, 56, { top: 56 * 500, height: 560 })).toEqual([3, 3]);
  });
});
