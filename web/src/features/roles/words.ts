import type { Role } from '@/api/model';
import { difference } from '@/features/rulebook/words';
import { count, nameList } from '@/lib/words';

/** So many people are named; more are counted. */
const NAMED = 5;

/** "2 people and 1 API key have this role."; undefined where nobody and nothing has it. */
export function holders(role: Role): string | undefined {
  const { invitations = 0, links = 0, keys = 0 } = role.removal ?? {};
  const kinds: [number, string][] = [
    [role.members, count(role.members, 'person', 'people')],
    [invitations, count(invitations, 'invitation')],
    [links, count(links, 'link')],
    [keys, count(keys, 'API key')],
  ];
  const there = kinds.filter(([many]) => many > 0);
  if (there.length === 0) return undefined;
  const total = there.reduce((sum, [many]) => sum + many, 0);
  return `${nameList(there.map(([, words]) => words))} ${total === 1 ? 'has' : 'have'} this role.`;
}

export interface Follows {
  /** Whether somebody may more than before, or something ends: to be looked at before. */
  warns: boolean;
  title: string;
  /** What the replacement may and the role may not. */
  gains: string[];
  /** What becomes of whom, a sentence each. */
  lines: string[];
}

/** What follows from a replacement, before it is chosen: what widens for whom, and what ends. */
export function follows(role: Role, replacement: Role, people: string[]): Follows {
  const { invitations = 0, links = 0, keys = 0, ways = 0, wider = [] } = role.removal ?? {};
  const isWider = wider.includes(replacement.id);
  const who = people.length > NAMED ? [count(people.length, 'person', 'people')] : [...people];
  if (invitations > 0) who.push(count(invitations, 'invitation'));
  const ends = (links > 0 && replacement.leads) || (keys > 0 && isWider);
  const lines = [
    isWider && who.length > 0 && `That is new for ${nameList(who)}.`,
    keys > 0 &&
      (isWider
        ? `${count(keys, 'API key ends', 'API keys end')}: a key never comes to more than it was made for.`
        : `${count(keys, 'API key gets', 'API keys get')} it too.`),
    links > 0 &&
      (replacement.leads
        ? `${count(links, 'link ends', 'links end')}: a link never gives a role that stands above others.`
        : `${count(links, 'link gives', 'links give')} it from now on.`),
    ways > 0 &&
      `Whoever comes by link or domain gets ${replacement.leads ? 'the default role' : replacement.name} from now on.`,
  ];
  return {
    warns: isWider || ends,
    title: isWider
      ? `${replacement.name} may more than ${role.name}:`
      : `${replacement.name} may nothing that ${role.name} may not.`,
    gains: isWider ? difference(role.permissions, replacement.permissions).gains : [],
    lines: lines.filter((line) => line !== false),
  };
}
