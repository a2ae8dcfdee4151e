import { describe, expect, it } from 'vitest';
import { fieldWords, namedWords, rightWords, valueWords } from './words';

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
