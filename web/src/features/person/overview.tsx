import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { may, opens } from '@/api/may';
import type { Conversation, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useLoads } from '@/features/inbox/counts';
import { useRoleLabel, useTierLabel, useRemoveWords, useWholeWord } from '@/features/rulebook/data';
import { useOutOfReach } from '@/features/team/standing';
import { dayYear } from '@/lib/time';
import { count, customerName } from '@/lib/words';
import { Badge, When } from '@/ui/bits';
import { Face } from '@/ui/face';
import { LoadError } from '@/ui/notes';
import { Section } from '@/ui/section';
import { heldQuery } from './data';
import { PersonOnboarding } from './onboarding';
import css from './person.module.css';

const ChangeRole = lazy(() =>
  import('@/features/team/change_role').then((part) => ({ default: part.ChangeRoleDialog })),
);
const ChangeTier = lazy(() =>
  import('@/features/team/change_tier').then((part) => ({ default: part.ChangeTierDialog })),
);
const Remove = lazy(() => import('@/features/team/remove').then((part) => ({ default: part.RemoveDialog })));
const Disable = lazy(() =>
  import('@/features/team/disable').then((part) => ({ default: part.DisableDialog })),
);
const Enable = lazy(() => import('@/features/team/disable').then((part) => ({ default: part.EnableDialog })));

/** Who somebody is, what they hold now, and what can be done about their place here. */
export function PersonOverview({ member }: { member: Member }) {
  const label = useRoleLabel();
  const tierLabel = useTierLabel();
  const me = useMe();
  return (
    <div className={css.columns}>
      {opens(me, 'GET /conversations') && <Held member={member} />}
      <div>
        <Section title="About">
          <dl className={css.facts}>
            <dt>Address</dt>
            <dd className={css.address}>
              <a href={`mailto:${member.email}`}>{member.email}</a>
              {!member.is_verified && <Badge>not confirmed</Badge>}
            </dd>
            <dt>Role</dt>
            <dd>{label(member.role)}</dd>
            <dt>Tier</dt>
            <dd>{tierLabel(member.tier)}</dd>
            <dt>Joined</dt>
            <dd>{dayYear(member.invited_at)}</dd>
            <dt>Here now</dt>
            <dd>{member.connected ? 'Has Deskbell open' : 'Deskbell is closed'}</dd>
          </dl>
        </Section>
        <PersonOnboarding member={member} />
        <Acts member={member} />
      </div>
    </div>
  );
}

function Held({ member }: { member: Member }) {
  const held = useQuery(heldQuery(member.user_id));
  const open = useLoads()(member.user_id);
  const problem = held.error ? asProblem(held.error) : null;
  return (
    <Section title={count(open, 'open conversation')} sub={open > 1 && 'The most recent first.'}>
      {held.isPending && <Skeleton height={168} />}
      {problem && !held.data && (
        <LoadError what="The conversations" problem={problem} retry={() => void held.refetch()} />
      )}
      {held.data?.length === 0 && <p className="t13 ink3">{member.name} holds nothing now.</p>}
      <ul className={css.held}>
        {held.data?.map((each) => (
          <li key={each.id}>
            <HeldLine conversation={each} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function HeldLine({ conversation }: { conversation: Conversation }) {
  const name = customerName(conversation.customer);
  return (
    <Link to="/c/$id" params={{ id: conversation.id }} className={css.heldLink}>
      <Face id={conversation.customer_id ?? conversation.id} name={name} size={24} />
      <span className="w5 truncate">{name}</span>
      <span className="ink3 truncate grow">{conversation.preview?.content ?? ''}</span>
      <span className="ink3 t12">
        <When at={conversation.updated_at} />
      </span>
    </Link>
  );
}

type Doing = 'role' | 'tier' | 'remove' | 'access' | null;

/** What this reader may do about this person; nobody acts on the owner, or on themselves. */
function Acts({ member }: { member: Member }) {
  const me = useMe();
  const whole = useWholeWord();
  const removeWords = useRemoveWords();
  const [doing, setDoing] = useState<Doing>(null);
  const why = useOutOfReach()(member);
  const changes = may(me, 'members.change_role');
  const tiers = may(me, 'members.change_tier');
  const disables = may(me, 'members.disable');
  const removes = may(me, 'members.remove');
  if (!changes && !tiers && !disables && !removes) return null;
  if (why && (member.role === 'owner' || member.user_id === me?.user.id)) return null;
  if (why) return <Section title={`Place in this ${whole}`} sub={`${why}.`} />;
  const close = () => setDoing(null);
  return (
    <Section title={`Place in this ${whole}`}>
      <div className={css.buttons}>
        {changes && <Button onClick={() => setDoing('role')}>Change role…</Button>}
        {tiers && <Button onClick={() => setDoing('tier')}>Change tier…</Button>}
        {disables && (
          <Button onClick={() => setDoing('access')}>
            {member.agent_access ? 'Switch off Agent Access…' : 'Switch on Agent Access…'}
          </Button>
        )}
        {removes && (
          <Button variant="dangerOutline" onClick={() => setDoing('remove')}>
            {removeWords}
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {doing === 'role' && <ChangeRole member={member} onClose={close} />}
        {doing === 'tier' && <ChangeTier member={member} onClose={close} />}
        {doing === 'remove' && <Remove member={member} onClose={close} />}
        {doing === 'access' && member.agent_access && <Disable member={member} onClose={close} />}
        {doing === 'access' && !member.agent_access && <Enable member={member} onClose={close} />}
      </Suspense>
    </Section>
  );
}
