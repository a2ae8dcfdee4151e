import { IconBackspace, IconInbox, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { activeWords, byPresence, useMembers } from '@/features/team/data';
import { useNow } from '@/lib/now';
import { customerName, firstName, nameList } from '@/lib/words';
import { useChoosing } from '@/shell/choosing';
import { KeyHint, Load } from '@/ui/bits';
import { Face } from '@/ui/face';
import { Warning } from '@/ui/notes';
import { STATUS_WORD } from '@/ui/status';
import css from './assign.module.css';
import { useLoads } from './counts';
import type { Thread } from './data';

/** How many people are drawn at once; more are found by typing. */
const SHOWN = 50;

const canTake = (member: Member) => member.status === 'live' && member.connected;

function line(member: Member, now: number): string {
  const lost = member.status === 'live' && !member.connected;
  return `${lost ? 'Live, but not connected' : STATUS_WORD[member.status]} · ${activeWords(member, now)}`;
}

/** What giving it to somebody who is not live means for the customer. */
function consequence(member: Member, live: Member[], customer: string): string {
  const name = firstName(member.name);
  const state = member.status === 'live' ? 'not connected' : member.status;
  const others = live.filter((each) => each.user_id !== member.user_id).map((each) => firstName(each.name));
  const instead =
    others.length === 0
      ? 'Nobody else is live.'
      : `${nameList(others.slice(0, 3))} ${others.length === 1 ? 'is' : 'are'} live.`;
  return `${name} is ${state}. You can still give it, but ${customer} would wait until ${name} is back. ${instead}`;
}

interface ChoiceProps {
  member: Member;
  active: boolean;
  id: string;
  open: number;
  most: number;
  you: boolean;
  warning: string | null;
  onPoint: () => void;
  onChoose: () => void;
}

function Choice({ member, active, id, open, most, you, warning, onPoint, onChoose }: ChoiceProps) {
  const now = useNow();
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={css.choice}
      data-active={active || undefined}
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <div className={css.choiceLine}>
        <Face
          id={member.user_id}
          name={member.name}
          size={32}
          status={member.status}
          picture={member.avatar_url}
        />
        <div className="grow">
          <p className="t13 truncate">
            {member.name}
            {you && <span className="ink3"> you</span>}
          </p>
          <p className="t12 ink3">{line(member, now)}</p>
        </div>
        <Load open={open} of={most} />
      </div>
      {active && warning && <Warning>{warning}</Warning>}
    </div>
  );
}

function useChoices(search: string, holder: string | null) {
  const me = useMe();
  const { data: members = [] } = useMembers();
  return useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const found = byPresence(members, undefined).filter(
      (member) =>
        member.is_active &&
        member.user_id !== holder &&
        (member.name.toLowerCase().includes(wanted) || member.email.toLowerCase().includes(wanted)),
    );
    const now = found.filter(canTake).slice(0, SHOWN);
    const later = found.filter((member) => !canTake(member)).slice(0, SHOWN);
    const off = members.filter((member) => !member.is_active && member.user_id !== holder);
    return { now, later, live: found.filter(canTake), off, meId: me?.user.id };
  }, [members, search, holder, me?.user.id]);
}

interface SearchProps {
  base: string;
  at: number;
  words: string;
  onWords: (words: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
}

function SearchField({ base, at, words, onWords, onKeyDown, onFocus }: SearchProps) {
  return (
    <div className={css.search}>
      <IconSearch size={16} stroke={1.75} aria-hidden />
      <input
        role="combobox"
        aria-label="Give to"
        aria-expanded
        aria-controls={base}
        aria-activedescendant={at >= 0 ? `${base}-${at}` : undefined}
        placeholder="Give to…"
        value={words}
        autoFocus
        onChange={(event) => onWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      />
      <KeyHint>a</KeyHint>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div role="group" aria-label={title}>
      <p className={css.heading}>{title}</p>
      {children}
    </div>
  );
}

interface ListProps {
  thread: Thread;
  onChoose: (member: Member | null) => void;
}

/** Search, who can take it now, who is not live (with what that means), and back to Unassigned. */
export function AssignList({ thread, onChoose }: ListProps) {
  const base = useId();
  const [words, setWords] = useState('');
  const { now, later, live, off, meId } = useChoices(words, thread.assignee_id);
  const loads = useLoads();
  const all = [...now, ...later];
  const most = Math.max(8, ...all.map((member) => loads(member.user_id)));
  const customer = firstName(customerName(thread.customer));
  const choosing = useChoosing(
    base,
    all.map((member) => member.id),
    setWords,
    (chosen) => onChoose(all[chosen] ?? null),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (choosing.onKeyDown(event)) return;
    if (event.key !== 'Backspace' || words !== '' || !thread.assignee_id) return;
    onChoose(null);
    event.preventDefault();
  };
  const choice = (member: Member) => {
    const index = all.indexOf(member);
    return (
      <Choice
        key={member.id}
        id={`${base}-${index}`}
        member={member}
        active={index === choosing.at}
        open={loads(member.user_id)}
        most={most}
        you={member.user_id === meId}
        warning={canTake(member) ? null : consequence(member, live, customer)}
        onPoint={() => choosing.point(member.id)}
        onChoose={() => onChoose(member)}
      />
    );
  };
  return (
    <>
      <SearchField
        base={base}
        at={choosing.at}
        words={words}
        onWords={choosing.search}
        onKeyDown={onKeyDown}
        onFocus={choosing.onFocus}
      />
      <div id={base} role="listbox" aria-label="People" className={css.people}>
        <Group title="Can take it now">{now.map(choice)}</Group>
        <Group title="Not live">{later.map(choice)}</Group>
      </div>
      {all.length === 0 && (
        <p className={css.none}>
          {words ? `Nobody else is called “${words}”.` : 'Nobody else is on the team.'}
        </p>
      )}
      {thread.assignee_id && <BackToUnassigned onClick={() => onChoose(null)} />}
      {off.length > 0 && !words && <Off people={off} />}
    </>
  );
}

/** How many of those whose access is off are named. */
const NAMED = 3;

/** Whom a reader may look for here in vain, and where that can be changed. */
function Off({ people }: { people: Member[] }) {
  const names = people.slice(0, NAMED).map((member) => firstName(member.name));
  const rest = people.length - names.length;
  return (
    <p className={css.foot}>
      {nameList(rest > 0 ? [...names, `${rest} more`] : names)} {people.length === 1 ? 'is' : 'are'} not
      listed: Agent Access is off.{' '}
      <Link to="/settings/team" className="link">
        Settings → Team
      </Link>
    </p>
  );
}

function BackToUnassigned({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" className={css.back} onClick={onClick}>
      <IconInbox size={16} stroke={1.75} aria-hidden />
      <span className="grow">Back to Unassigned</span>
      <KeyHint>
        <IconBackspace size={12} stroke={2.25} aria-label="Backspace" />
      </KeyHint>
    </button>
  );
}
