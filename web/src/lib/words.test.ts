import { describe, expect, it } from 'vitest';
import { count, customerName, firstName, hostOf, initials, nameList } from './words';

describe('words', () => {
  it('lists names as a sentence would', () => {
    expect(nameList([])).toBe('');
    expect(nameList(['Ada'])).toBe('Ada');
    expect(nameList(['Ada', 'Ben'])).toBe('Ada and Ben');
    expect(nameList(['Ada', 'Ben', 'Cyd'])).toBe('Ada, Ben and Cyd');
  });

  it('takes the letters of a face from the first and the last word', () => {
    expect(initials('Ada Lindgren')).toBe('AL');
    expect(initials('Anneke de Vries')).toBe('AV');
    expect(initials('Élodie')).toBe('É');
    expect(initials('  ')).toBe('?');
  });

  it('calls a customer by name, else by address, else a visitor', () => {
    expect(customerName({ name: 'Ines Moreau', email: 'ines@x.example' })).toBe('Ines Moreau');
    expect(customerName({ name: ' ', email: 'ines@x.example' })).toBe('ines@x.example');
    expect(customerName({ name: null, email: null })).toBe('Visitor');
    expect(customerName(null)).toBe('Visitor');
  });

  it('counts in one and many', () => {
    expect(count(1, 'conversation')).toBe('1 conversation');
    expect(count(0, 'conversation')).toBe('0 conversations');
    expect(count(1200, 'person', 'people')).toBe('1,200 people');
    expect(firstName('Ada Lindgren')).toBe('Ada');
  });

  it('finds the bare host in whatever was typed as a site', () => {
    expect(hostOf('https://www.Shop.example/path?a=b')).toBe('shop.example');
    expect(hostOf('shop.example:8080')).toBe('shop.example');
    expect(hostOf(' localhost ')).toBe('localhost');
    expect(hostOf('')).toBe('');
    expect(hostOf('not a host')).toBe('not a host');
  });
});
