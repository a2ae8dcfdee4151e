import { describe, expect, it } from 'vitest';
import { fieldWords, namedWords, pageWords, rightWords, valueWords } from './words';

describe('an audit entry in words', () => {
  it.each([
    ['time_zone', 'Time zone'],
    ['config.domain', 'Domain'],
    ['role', 'Role'],
  ])('calls the field %s %s', (field, words) => {
    expect(fieldWords(field)).toBe(words);
  });

  it.each([
    ['heir', 'queue', 'Unassigned'],
    ['reason', 'leave', 'On leave'],
    ['reason', 'something else', undefined],
    ['name', 'queue', undefined],
  ])('writes the %s %s as %s', (field, value, words) => {
    expect(namedWords(field, value)).toBe(words);
  });

  it.each([
    [null, 'nothing'],
    ['', 'nothing'],
    [true, 'on'],
    [false, 'off'],
    [5, '5'],
    ['agent', 'agent'],
    [['a'], '["a"]'],
  ])('writes %j as %s', (value, words) => {
    expect(valueWords(value)).toBe(words);
  });

  it('writes a moment as a clock has it, and no other digits', () => {
    expect(valueWords('2026-03-01T09:05:00.123456Z')).toMatch(/2026.*\d\d:05/);
    expect(valueWords('2026-03-01')).toBe('2026-03-01');
  });

  it.each([
    ['/team/members/m1/rights', '/team/members/Cyd Moss/rights'],
    ['/team/members/gone', '/team/members/gone'],
    ['/audit', '/audit'],
  ])('names who was looked at on %s', (path, words) => {
    expect(pageWords(path, [{ id: 'm1', name: 'Cyd Moss' }])).toBe(words);
  });

  it.each([
    ['support/owner/members.invite', 'as OWNER: invite team members'],
    ['support/owner/something.new', 'as OWNER'],
    ['organization/joining/invitation', 'by the way in: invitation'],
    ['support/visit/workspace.update', 'on a visit: change the workspace’s settings'],
    ['deskbell/visit', 'on a visit'],
    ['account', 'with an account of their own'],
    ['self', 'by the right self'],
  ])('says by which right: %s', (right, words) => {
    expect(rightWords(right, (role) => role.toUpperCase())).toBe(words);
  });
});
