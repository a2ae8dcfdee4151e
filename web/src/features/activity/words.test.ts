import { describe, expect, it } from 'vitest';
import { actsWords, actWords } from './words';

describe('the words of an act', () => {
  it.each([
    ['reply', 'Nora Lind', 'Answered Nora Lind'],
    ['snoozed', null, 'Snoozed a visitor'],
    ['live', null, 'Went live'],
    ['member.role_changed', null, 'Changed somebody’s role'],
    ['tag.changed', null, 'Changed a tag'],
    ['widget_secret.added', null, 'Added a widget’s secret'],
    ['something.new_here', null, 'New here something'],
  ])('%s', (what, customer_name, words) => {
    expect(actWords({ what, customer_name })).toBe(words);
  });

  it('counts', () => {
    expect([0, 1, 2].map(actsWords)).toEqual(['0 acts', '1 act', '2 acts']);
  });
});
