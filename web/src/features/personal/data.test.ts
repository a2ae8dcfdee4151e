import { expect, test } from 'vitest';
import { exportPath, partWords } from './data';

test('a part is called as a person would write it', () => {
  expect(partWords('widget_sessions')).toBe('Widget sessions');
  expect(partWords('audit')).toBe('Audit');
});

test('an export is fetched where the person is', () => {
  expect(exportPath({ kind: 'customer', id: '1' })).toBe('/api/v1/customers/1/personal-data');
  expect(exportPath({ kind: 'member', id: '2' })).toBe('/api/v1/team/people/2/personal-data');
});
