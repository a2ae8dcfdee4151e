import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { WorkspaceOutside } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { dayYear } from '@/lib/time';
import { count } from '@/lib/words';
import { Page } from '@/shell/page';
import { Badge, When } from '@/ui/bits';
import { TextInput } from '@/ui/fields';
import { Empty, Info, LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import lists from '@/ui/list.module.css';
import { myVisitsQuery, outsideQuery } from './data';
import { MyVisits } from './mine';
import { OpenVisitDialog } from './open';
import css from './platform.module.css';

/** How long typing pauses before it is searched for, in milliseconds. */
const PAUSE = 250;

/** For platform admins: the workspaces of this server from outside, and the way into one of them. */
export function PlatformConsole() {
  const me = useMe();
  return (
    <Page title="Platform console">
      {me?.is_platform_admin && <MyVisits />}
      {me && !me.business && (
        <div className={css.note}>
          <Info>
            You are in no workspace of your own.{' '}
            <Link to="/welcome" className="link">
              Make one
            </Link>
          </Info>
        </div>
      )}
      <Workspaces />
    </Page>
  );
}

/** What was typed, once the typing pauses. */
function usePaused(typed: string): string {
  const [words, setWords] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return words;
}

function Workspaces() {
  const [typed, setTyped] = useState('');
  const words = usePaused(typed);
  const found = useInfiniteQuery(outsideQuery(words));
  const [visiting, setVisiting] = useState<WorkspaceOutside | null>(null);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const problem = found.error ? asProblem(found.error) : null;
  if (problem?.isRefusal) return <Refusal title="The workspaces were not shown" problem={problem} />;
  return (
    <>
      <TextInput
        className={css.search}
        label="Search workspaces"
        type="search"
        placeholder="A part of the name"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.isPending && <Skeleton height={256} />}
      {problem && !found.data && (
        <LoadError what="The workspaces" problem={problem} retry={() => void found.refetch()} />
      )}
      {found.data && items.length === 0 && !found.hasNextPage && (
        <Empty title={words ? 'Nothing matches' : 'There are no workspaces yet'}>
          {words ? 'Try a shorter part of the name.' : 'The first one that somebody makes appears here.'}
        </Empty>
      )}
      {items.length > 0 && (
        <ul className={lists.list} aria-label="Workspaces">
          {items.map((each) => (
            <WorkspaceLine key={each.id} workspace={each} onVisit={() => setVisiting(each)} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button mt={12} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more workspaces
        </Button>
      )}
      {visiting && <OpenVisitDialog workspace={visiting} onClose={() => setVisiting(null)} />}
    </>
  );
}

function WorkspaceLine({ workspace, onVisit }: { workspace: WorkspaceOutside; onVisit: () => void }) {
  const me = useMe();
  const { data: visits = [] } = useQuery(myVisitsQuery);
  const { id, name, owner_name, people, rulebook, created_at, last_active_at, asks_first } = workspace;
  const isIn = me?.workspaces.some((each) => each.id === id);
  const isVisited = visits.some((each) => each.workspace_id === id);
  return (
    <li className={lists.wraps}>
      <span className={css.what}>
        <span className="w5">{name}</span>
        <span className="ink3 t12">
          {count(people, 'person', 'people')}, owned by {owner_name}
        </span>
      </span>
      <span className={css.what}>
        <span className="ink2">
          {last_active_at ? (
            <>
              Last active <When at={last_active_at} sentence />
            </>
          ) : (
            'Never active'
          )}
        </span>
        <span className="ink3 t12">
          Rulebook {rulebook}, made on {dayYear(created_at)}
        </span>
      </span>
      {asks_first && <Badge>Asks first</Badge>}
      {isIn && <Badge>You are in it</Badge>}
      {isVisited && <Badge tone="brass">Your visit is above</Badge>}
      {!isIn && !isVisited && (
        <Button size="sm" aria-label={`Visit ${name}…`} onClick={onVisit}>
          Visit…
        </Button>
      )}
    </li>
  );
}
