import { Link } from '@tanstack/react-router';
import { Empty } from '@/ui/notes';
import type { ListKey } from './views';

function words(key: ListKey): { title: string; text: string } {
  if (key.status === 'pending') {
    return {
      title: 'Nothing is pending',
      text: 'A conversation that waits for the customer can be set to pending.',
    };
  }
  if (key.status === 'closed') {
    return {
      title: 'Nothing is closed',
      text: 'A conversation that needs no answer any more can be closed.',
    };
  }
  if (key.view === 'mine') {
    return { title: 'Nothing is yours', text: 'A conversation that somebody gives you appears here.' };
  }
  if (key.view === 'unassigned') {
    return { title: 'Everything has somebody', text: 'A conversation that nobody holds appears here.' };
  }
  if (key.view === 'resolved') {
    return { title: 'Nothing is resolved yet', text: 'A conversation that you resolve moves here.' };
  }
  return { title: 'Nothing is open', text: 'New messages appear here, the newest first.' };
}

/** What would fill this list, and where else to look. */
export function ListEmpty({ listKey }: { listKey: ListKey }) {
  const { title, text } = words(listKey);
  const elsewhere = listKey.view !== 'all' || listKey.channel !== null || listKey.status !== null;
  return (
    <Empty
      title={title}
      acts={
        elsewhere && (
          <Link to="/" search={{ view: 'all' }} className="link">
            See all open conversations
          </Link>
        )
      }
    >
      {text}
    </Empty>
  );
}
